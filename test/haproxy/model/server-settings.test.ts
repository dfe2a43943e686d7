// biome-ignore-all lint/suspicious/noTemplateCurlyInString: so HAProxy writes environment variables
import t from 'tap';
import { isSentWithTraffic } from '../../../src/haproxy/model/proxy-header.ts';
import type { Server } from '../../../src/haproxy/model/types.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import { modelOf } from './verdict.ts';

/** The servers of one backend. */
function servers(lines: string, version?: string, before = ''): Server[] {
  const { proxies } = modelOf(`${before}\nbackend b\n${lines.replace(/^ */gm, '    ')}\n`, version);
  return proxies.at(-1)?.servers ?? [];
}

/** Keywords in force, with their arguments. */
function inForce(lines: string, version?: string, before?: string): string[] {
  const all = servers(lines, version, before).at(-1)?.settings ?? new Map();
  return [...all].map(([key, { keyword, args }]) => {
    const text = [keyword, ...args.map((word: { text: string }) => word.text)].join(' ');
    return key === keyword ? text : `${key}: ${text}`;
  });
}

t.test('the last keyword wins, and those of the server over those of default-server', async (t) => {
  t.same(inForce('server s 1.2.3.4:80 check-sni a check-sni b'), ['check-sni b']);
  t.same(inForce('default-server check-sni a inter 1s\nserver s 1.2.3.4:80 check-sni b'), ['check-sni b', 'inter 1s']);
  t.same(inForce('default-server inter 1s\ndefault-server fall 3\nserver s 1.2.3.4:80'), ['inter 1s', 'fall 3']);
  const [server] = servers('default-server inter 1s\nserver s 1.2.3.4:80 fall 3');
  t.match(server?.settings.get('inter'), { inherited: true, at: { line: 3 } });
  t.match(server?.settings.get('fall'), { inherited: false, at: { line: 4 } });
});

t.test('default-server serves the servers below it', async (t) => {
  const [above, between, below] = servers(
    'server a 1.2.3.4:80\ndefault-server check\nserver b 1.2.3.4:80\ndefault-server no-check ssl verify none\nserver c 1.2.3.4:80',
  );
  t.same([...(above?.settings.keys() ?? [])], []);
  t.same([...(between?.settings.keys() ?? [])], ['check']);
  t.same([...(below?.settings.keys() ?? [])], ['ssl', 'verify']);
});

t.test('negations', async (t) => {
  const pairs = [
    ['ssl verify none', 'no-ssl', ['verify none']],
    ['check', 'no-check', []],
    ['check-ssl', 'no-check-ssl', ['no-check-ssl']],
    ['check-send-proxy', 'no-check-send-proxy', []],
    ['agent-check agent-port 1', 'no-agent-check', ['agent-port 1']],
    ['backup', 'no-backup', []],
    ['disabled', 'enabled', []],
    ['tfo', 'no-tfo', []],
    ['non-stick', 'stick', []],
    ['ssl-reuse', 'no-ssl-reuse', ['no-ssl-reuse']],
    ['no-ssl-reuse', 'ssl-reuse', ['ssl-reuse']],
    ['tls-tickets', 'no-tls-tickets', ['no-tls-tickets']],
    ['sni-auto', 'no-sni-auto', ['no-sni-auto']],
    ['no-check-sni-auto', 'check-sni-auto', ['check-sni-auto']],
    ['send-proxy', 'no-send-proxy', []],
  ] as const;
  for (const [on, off, left] of pairs) {
    t.same(inForce(`server s 1.2.3.4:80 ${on} ${off}`, '3.4'), left, `${on} ${off}`);
  }
  t.same(inForce('default-server check ssl verify none\nserver s 1.2.3.4:80 no-check no-ssl'), [
    'verify none',
    'no-ssl',
  ]);
  t.same(inForce('server s 1.2.3.4:80 ciphers A no-ssl check-ssl'), ['check-ssl'], 'HAProxy drops ciphers with TLS');
});

t.test('the PROXY header', async (t) => {
  const header = (keywords: string) =>
    servers(`server s 1.2.3.4:80 ${keywords}`)[0]?.settings.get('send-proxy')?.keyword;
  t.equal(header('send-proxy'), 'send-proxy');
  t.equal(header('send-proxy-v2 send-proxy'), 'send-proxy-v2', 'version 2 wins, whatever comes last');
  t.equal(header('send-proxy-v2-ssl-cn'), 'send-proxy-v2-ssl-cn');
  t.equal(header('send-proxy-v2 no-send-proxy'), 'send-proxy-v2', 'each negation is for its own');
  t.equal(header('send-proxy-v2 no-send-proxy-v2'), undefined);
  t.equal(header('send-proxy send-proxy-v2-ssl no-send-proxy-v2-ssl'), 'send-proxy');
  t.equal(
    header('send-proxy-v2-ssl no-send-proxy-v2'),
    'proxy-v2-options',
    'what is left of it makes a header of checks',
  );
  t.equal(header('proxy-v2-options crc32c'), 'proxy-v2-options', 'and so do options alone');
  t.equal(header('check'), undefined);
  const options = servers('server s 1.2.3.4:80 proxy-v2-options crc32c')[0]?.settings.get('send-proxy');
  const sends = (version: string) => isSentWithTraffic(options, parseVersion(version));
  t.same(
    ['2.6.12', '2.8.25', '3.4.7'].map(sends),
    [true, false, false],
    'clients bring one with them before 2.8.25 alone',
  );
});

t.test('bounds of TLS versions are kept in order', async (t) => {
  const [server] = servers('default-server force-tlsv12\nserver s 1.2.3.4:80 ssl-max-ver TLSv1.3 no-tlsv10');
  t.same(
    server?.versions.map(({ keyword, inherited }) => [keyword, inherited]),
    [
      ['force-tlsv12', true],
      ['ssl-max-ver', false],
      ['no-tlsv10', false],
    ],
  );
});

t.test('what default-server takes and HAProxy forgets', async (t) => {
  t.same(inForce('default-server check-proto h2 curves P-256 sigalgs x inter 1s\nserver s 1.2.3.4:80'), ['inter 1s']);
  t.same(inForce('default-server pool-conn-name str(x)\nserver s 1.2.3.4:80', '3.2'), []);
  t.same(inForce('default-server pool-conn-name str(x)\nserver s 1.2.3.4:80', '3.4'), ['pool-conn-name str(x)']);
  t.same(inForce('default-server no-tlsv10 inter 1s\nserver s 1.2.3.4:80'), ['inter 1s'], 'and what it does not take');
  const [first, second] = servers('server-template s 2 1.2.3.4:80 check check-proto h1 curves P-256');
  t.same([...(first?.settings.keys() ?? [])], ['check', 'check-proto', 'curves']);
  t.same([...(second?.settings.keys() ?? [])], ['check'], 'so it is with all but the first server of a template');
});

t.test('server-template', async (t) => {
  const names = (range: string) => servers(`server-template s ${range} 1.2.3.4:80 check`).map(({ name }) => name);
  t.same(names('3'), ['s1', 's2', 's3']);
  t.same(names('5-6'), ['s5', 's6']);
  t.same(names('0'), []);
  t.equal(names('10000').length, 10_000);
  t.equal(names('1000000000').length, 10_000, 'there is an end to it');
  const { problems } = modelOf('backend b\n    server-template s 1000000000 1.2.3.4:80\n');
  t.match(problems, [{ severity: 'warning', word: '1000000000', message: /10000/ }]);
});

t.test('defaults of the global section stand on the servers that HAProxy gives them', async (t) => {
  const global =
    'global\n    ssl-default-server-ciphers A\n    ssl-default-server-curves C\n    ssl-default-server-options ssl-min-ver TLSv1.3\n';
  const own = servers('server s 1.2.3.4:80 ssl verify none', '3.2', global)[0];
  t.same(
    own?.versions.map(({ args }) => args[0]?.text),
    ['TLSv1.3'],
  );
  t.match(own?.settings.get('ciphers'), { args: [{ text: 'A' }], at: { line: 2 }, inherited: true });
  t.ok(own?.settings.has('curves'));
  const given = servers('default-server ssl verify none\nserver s 1.2.3.4:80', '3.2', global)[0];
  t.ok(given?.settings.has('ciphers'));
  t.notOk(given?.settings.has('curves'), 'curves are not handed on');
  t.same(
    given?.versions.map(({ args }) => args[0]?.text),
    ['TLSv1.3'],
  );
  const plain = servers('server s 1.2.3.4:80 check verify none', '3.2', global)[0];
  t.same([...(plain?.settings.keys() ?? [])], ['check', 'verify'], 'a server without ssl has none of them');
  const above = modelOf(`backend b\n    server s 1.2.3.4:80 ssl verify none\n${global}`).proxies[0]?.servers[0];
  t.same([...(above?.settings.keys() ?? [])], ['ssl', 'verify'], 'nor has one above the section');
  const mine = servers('server s 1.2.3.4:80 ciphers B ssl verify none ssl-min-ver TLSv1.2', '3.2', global)[0];
  t.equal(mine?.settings.get('ciphers')?.args[0]?.text, 'B');
  t.same(
    mine?.versions.map(({ args }) => args[0]?.text),
    ['TLSv1.3', 'TLSv1.2'],
    'its own come later and win',
  );
});

t.test('healthcheck sections', async (t) => {
  const section = 'healthcheck h\n    type httpchk GET /ready\n';
  const [server, plain] = servers('server s 1.2.3.4:80 check healthcheck h\nserver u 1.2.3.4:80 check', '3.4', section);
  t.match(server?.ownCheck, { type: 'httpchk' });
  t.same(plain?.ownCheck, null);
  const below = modelOf(`backend b\n    server s 1.2.3.4:80 check healthcheck h\n${section}`, '3.4');
  t.match(below.proxies[0]?.servers[0]?.ownCheck, { type: 'httpchk' }, 'it may stand below');
  t.match(modelOf('backend b\n    server s 1.2.3.4:80 healthcheck h\n', '3.4').problems, [{ word: 'h' }]);
});

t.test('a problem of default-server that only a server has points at no word of its line', async (t) => {
  const { problems } = modelOf('backend b\n    default-server proto none\n    mode http\n    server s 1.2.3.4:80\n');
  t.match(problems, [{ line: 4, column: 0, word: '' }]);
});

t.test('long chains of tracked servers', async (t) => {
  const chain = Array.from({ length: 5000 }, (_, i) => `    server s${i} 1.2.3.4:80 track s${i + 1}\n`).join('');
  t.same(modelOf(`backend b\n${chain}    server s5000 1.2.3.4:80 check\n`).problems, []);
  t.equal(modelOf(`backend b\n${chain}    server s5000 1.2.3.4:80 track s0\n`).problems.length, 1000);
});

t.test('environment variables that are not set', async (t) => {
  const unknown = (lines: string) =>
    servers(lines)
      .at(-1)
      ?.unknown.map(({ text, affects }) => `${affects}: ${text}`);
  t.same(unknown('default-server check-sni "${N}"\nserver s 1.2.3.4:80'), ['check: check-sni ']);
  t.same(
    unknown('default-server check-sni "${N}"\nserver s 1.2.3.4:80 check-sni a'),
    [],
    'overruled, it does not matter',
  );
  t.same(unknown('server s 1.2.3.4:80 sni "${N}"'), ['traffic: sni ']);
  t.same(unknown('server s 1.2.3.4:80 ca-file "${N}" ssl'), ['both: ca-file ']);
  t.same(unknown('server s 1.2.3.4:80 "${N}" check'), ['both: ']);
  t.same(unknown('default-server "${N}"\nserver s 1.2.3.4:80 check'), ['both: ']);
  t.same(unknown('server s 1.2.3.4:80 inter "${N}" check'), ['check: inter ']);
});
