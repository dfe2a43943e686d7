// biome-ignore-all lint/suspicious/noTemplateCurlyInString: so HAProxy writes environment variables
import t from 'tap';
import { readModel } from '../../../src/haproxy/model/model.ts';
import { readConfiguration } from '../../../src/haproxy/syntax/configuration.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import { modelOf } from './verdict.ts';

const only = (text: string, version?: string, environment?: Record<string, string>) => {
  const { proxies } = modelOf(text, version, environment);
  const proxy = proxies[0];
  if (!proxy) throw new Error('there is no proxy');
  return proxy;
};

t.test('problems of syntax and of meaning stand in the order of the files', async (t) => {
  const version = parseVersion('3.2');
  const files = [
    { name: 'z.cfg', text: 'backend b\n    server s 1.2.3.4:80 nope\n    server t 1.2.3.4:80 "\n' },
    { name: 'a.cfg', text: 'backend c\n    foo\n    server s 1.2.3.4:80\n' },
  ];
  const { problems, proxies } = readModel(readConfiguration(files, new Map(), version), version);
  t.same(
    problems.map(({ file, line }) => `${file}:${line}`),
    ['z.cfg:2', 'z.cfg:3', 'a.cfg:2'],
  );
  t.match(problems[0], {
    column: 25,
    word: 'nope',
    severity: 'fatal',
    message: /"nope" is no keyword of a server line/,
  });
  t.same(
    proxies.map(({ name, servers }) => [name, servers.map((server) => server.name)]),
    [
      ['b', ['s']],
      ['c', ['s']],
    ],
  );
});

t.test('a keyword that is near another is suggested; one that is too new or too old says so', async (t) => {
  const message = (keyword: string, version: string) =>
    modelOf(`backend b\n    server s 1.2.3.4:80 ${keyword}\n`, version).problems[0]?.message;
  t.match(message('verfy none', '3.2'), /is "verify" meant\?/);
  t.match(message('chekc', '3.2'), /is "check" meant\?/);
  t.match(message('sni-auto', '3.2'), /HAProxy 3\.3 is the first to have it/);
  t.notOk(message('sni-auto', '3.4'));
  t.notMatch(message('qqqqqq', '3.2'), /meant/);
  t.match(modelOf('backend b\n    grace 5\n').problems[0]?.message, /no more since 2\.5/);
  t.match(modelOf('backend b\n    balence roundrobin\n').problems[0]?.message, /is "balance" meant/);
});

t.test('what is refused does not keep the rest of the line from being read', async (t) => {
  const server = only('backend b\n    server s 1.2.3.4:80 foo bar check inter nope fall 3\n').servers[0];
  t.same([...(server?.settings.keys() ?? [])], ['check', 'inter', 'fall']);
  const problems = modelOf('backend b\n    server s 1.2.3.4:80 foo bar check inter nope fall 3\n').problems;
  t.same(
    problems.map(({ word }) => word),
    ['foo', 'nope'],
    'the word behind an unknown keyword is taken for its argument',
  );
});

t.test('lines of which nobody knows whether they are read are not applied, and said', async (t) => {
  const text = (lines: string) => `backend b\n    mode http\n${lines}`;
  const branch = (line: string) => `    .if feature(LUA)\n    ${line}\n    .endif\n`;
  const mode = only(text(`${branch('mode tcp')}    server s 1.2.3.4:80\n`));
  t.equal(mode.mode, 'http');
  t.match(mode.unknown, [{ line: 4, text: 'mode tcp', affects: 'both' }]);
  const server = only(text(branch('server s 1.2.3.4:80 check')), '3.2').servers[0];
  t.match(server?.unknown, [{ line: 4, affects: 'both' }], 'the server is there');
  const defaults = only(text(`${branch('default-server check')}    server s 1.2.3.4:80\n`));
  t.notOk(defaults.servers[0]?.settings.has('check'));
  t.match(defaults.servers[0]?.unknown, [{ line: 4, text: 'default-server check' }]);
  const rules = only(text(`${branch('use_backend x')}${branch('balance roundrobin')}${branch('option httpchk')}`));
  t.same(
    rules.unknown.map(({ affects }) => affects),
    ['traffic', 'check'],
    'lines that decide nothing are not said',
  );
  const sections = modelOf(`${branch('backend x')}    server s 1.2.3.4:80\n`);
  t.ok(sections.proxies[0]?.unknown.length, 'a section that may not be there');
});

t.test('the environment', async (t) => {
  const addresses = (lines: string, environment: Record<string, string>) =>
    only(`backend b\n${lines}`, '3.2', environment).servers.map(({ address }) => address);
  const ip = { kind: 'ip', address: '192.0.2.7', port: 443 };
  t.same(addresses('    server s "${A}:443"\n', { A: '192.0.2.7' }), [ip]);
  t.same(addresses('    server s ${A}:443\n', { A: '192.0.2.7' }), [ip], 'addresses see it without quotes too');
  t.same(addresses('    server s $A:443\n', { A: '192.0.2.7' }), [ip]);
  const set = 'global\n    setenv A 192.0.2.7\nbackend b\n    server s $A:443\n';
  t.same(only(set).servers[0]?.address, ip, 'also what the global section sets');
  const unset = only('backend b\n    server s "${A}:443" check check-sni "${NAME}" maxconn 5\n').servers[0];
  t.match(unset?.unknown, [
    { because: 'environment variable A is not set', affects: 'both' },
    { text: /^check-sni/, because: 'environment variable NAME is not set', affects: 'check' },
  ]);
  const { problems } = modelOf('backend b\n    mode "${MODE}"\n');
  t.notOk(
    problems.some(({ severity }) => severity === 'fatal'),
    'nobody knows whether HAProxy refuses it',
  );
  t.match(only('backend b\n    mode "${MODE}"\n').unknown, [{ line: 2, affects: 'both' }]);
});

t.test('any version: what one of the measured ones knows is not refused', async (t) => {
  t.same(modelOf('backend b\n    server s 1.2.3.4:80 sni-auto\n', 'any').problems, []);
  t.match(modelOf('backend b\n    server s 1.2.3.4:80 nope\n', 'any').problems, [{ severity: 'fatal' }]);
});

t.test('no input makes it throw', async (t) => {
  const words = [
    'backend',
    'defaults',
    'from',
    'server',
    's',
    '1.2.3.4:80',
    'ssl',
    'sni',
    'str(',
    '"${X}"',
    'no',
    'acl',
    'if',
    '{',
    '}',
  ];
  const more = [
    'default-server',
    'server-template',
    '3-1',
    'option',
    'httpchk',
    'timeout',
    'http-request',
    'track',
    's/s',
    '(',
    'bind',
    '%[',
    '',
  ];
  const all = [...words, ...more];
  let seed = 1;
  const next = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let i = 0; i < 400; i++) {
    const line = () => Array.from({ length: next(7) }, () => all[next(all.length)]).join(' ');
    const text = `backend b\n${Array.from({ length: 6 }, line).join('\n')}\n`;
    t.doesNotThrow(() => modelOf(text, ['2.0', '2.6', '3.4', 'any'][next(4)]), text);
  }
});
