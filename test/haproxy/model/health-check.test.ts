import t from 'tap';
import { isCheckStatement } from '../../../src/haproxy/model/health-check.ts';
import { withNames } from '../../../src/haproxy/model/health-check-names.ts';
import type { CheckExpect, CheckRule } from '../../../src/haproxy/model/types.ts';
import type { Problem } from '../../../src/haproxy/syntax/tree.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import { readingOf } from './health-check-reading.ts';

/** The checks of `be`, whose lines these are; or of whole sections. */
function read(lines: string, version = '3.4', environment: Record<string, string> = {}) {
  const text = /^(?:defaults|backend|frontend|healthcheck)\b/m.test(lines) ? lines : `backend be\n${lines}`;
  const { checks, problems } = readingOf(`${text}\n`, parseVersion(version), environment);
  const own = checks.get('be') ?? checks.get('h');
  if (!own) throw new Error('no section be');
  return { ...own, problems };
}

/** Rules in short: `GET / HTTP/1.0`, `expect 200-399`, `connect`, `bytes`. */
const short = (rule: CheckRule) => {
  if (rule.action === 'send') {
    const headers = rule.headers.map((header) => ` ${header.join(':')}`).join('');
    return `${rule.method} ${rule.uri} ${rule.version}${headers}${rule.body === null ? '' : ` [${rule.body}]`}`;
  }
  return rule.action === 'expect' ? `expect ${matched(rule)}` : rule.action;
};
const matched = ({ match, negated }: CheckExpect) =>
  `${negated ? '!' : ''}${'list' in match ? match.list : 'pattern' in match ? match.pattern : match.kind}`;
const rules = (lines: string, version?: string) => read(lines, version).check.rules.map(short);

const fatal = ({ problems }: { problems: Problem[] }) => problems.filter(({ severity }) => severity === 'fatal');

t.test('which lines are about checks', async (t) => {
  const is = (text: string) => isCheckStatement(text.split(' ').map((word) => ({ text: word, start: 0, end: 0 })));
  for (const line of [
    'option httpchk',
    'option pgsql-check user x',
    'http-check',
    'tcp-check x',
    'external-check path',
  ])
    t.ok(is(line), line);
  for (const line of ['no option httpchk', 'default option tcp-check', 'no http-check x']) t.ok(is(line), line);
  for (const line of ['option httplog', 'no option httplog', 'http-request deny', 'server s check', 'option', 'no'])
    t.notOk(is(line), line);
});

t.test('option httpchk in all its forms, and the answer that HAProxy expects by itself', async (t) => {
  const { check } = read('option httpchk');
  t.match(check, { type: 'httpchk', inherited: false, at: { line: 2 }, unknown: [] });
  t.match(check.rules, [
    { action: 'send', method: 'OPTIONS', uri: '/', version: 'HTTP/1.0', headers: [], body: null, fromOption: true },
    { action: 'expect', match: { kind: 'status', list: '200-399' }, implicit: true, negated: false },
  ]);
  t.equal(rules('option httpchk /x')[0], 'OPTIONS /x HTTP/1.0');
  t.equal(rules('option httpchk GET /x')[0], 'GET /x HTTP/1.0');
  t.equal(rules('option httpchk GET /x HTTP/1.1')[0], 'GET /x HTTP/1.1');
  t.equal(rules('option httpchk GET /x HTTP/1.1 a.test')[0], 'GET /x HTTP/1.1 host:a.test');
  const hidden = 'option httpchk GET /x "HTTP/1.1\\r\\nHost: a.test\\r\\nX: y\\r\\n\\r\\nbody"';
  t.equal(rules(hidden, '2.6')[0], 'GET /x HTTP/1.1 Host:a.test X:y [body]');
  t.match(read(hidden, '2.6').problems, [{ severity: 'warning', line: 2 }]);
});

t.test('http-check send and the option become one rule: the later one wins, word by word', async (t) => {
  const merged = 'option httpchk GET /o HTTP/1.1\nhttp-check send uri /s hdr Host a.test';
  t.same(rules(merged), ['GET /s HTTP/1.1 Host:a.test', 'expect 200-399']);
  t.match(read(merged).check.rules[0], { fromOption: false, at: { line: 3 } });
  t.same(rules('http-check send meth GET uri /s hdr X y\noption httpchk HEAD /o'), [
    'HEAD /o HTTP/1.0 X:y',
    'expect 200-399',
  ]);
  t.same(rules('http-check send hdr X y\noption httpchk', '2.6.0'), ['OPTIONS / HTTP/1.0', 'expect 200-399']);
  t.same(rules('option httpchk GET /1\noption httpchk /2')[0], 'OPTIONS /2 HTTP/1.0');
  t.same(
    rules('option httpchk GET /1\nhttp-check connect\nhttp-check expect status 200', '3.4'),
    ['connect', 'GET /1 HTTP/1.0', 'expect 200-399'],
    'an expect that is refused is left out',
  );
});

t.test('what stands before the option is in no order', async (t) => {
  const lines = 'http-check expect status 200\nhttp-check send uri /s\noption httpchk GET /o';
  const { check, problems } = read(lines);
  t.same(check.rules.map(short), ['GET /o HTTP/1.0', 'expect 200', 'OPTIONS /s HTTP/1.0', 'expect 200-399']);
  t.same(problems, []);
  t.match(check.unknown, [{ line: 3, because: /second request/ }]);
});

t.test('a backend that adds a rule to an inherited check has that rule alone', async (t) => {
  const inherits = (own: string) =>
    read(`defaults d\noption httpchk GET /d HTTP/1.1\nhttp-check send hdr Host d.test\nbackend be from d\n${own}`);
  const whole = inherits('');
  t.match(whole.check, { inherited: true, at: { line: 2 } });
  t.same(whole.check.rules.map(short), ['GET /d HTTP/1.1 Host:d.test', 'expect 200-399']);
  t.equal(whole.lost, null);

  const sends = inherits('http-check send hdr Host b.test');
  t.same(sends.check.rules.map(short), ['OPTIONS / HTTP/1.0 Host:b.test', 'expect 200-399']);
  t.ok(sends.check.inherited);
  t.same(sends.lost?.rules.map(short), ['GET /d HTTP/1.1 Host:d.test', 'expect 200-399']);

  const expects = inherits('http-check expect status 200');
  t.same(expects.check.rules.map(short), ['expect 200'], 'it waits for an answer to nothing');
  t.ok(expects.lost);
  t.same(inherits('http-check comment c').check.rules.map(short), ['other']);

  const again = inherits('option httpchk GET /b');
  t.same(again.check.rules.map(short), ['GET /b HTTP/1.0', 'expect 200-399']);
  t.ok(again.lost, 'its Host is lost');
  t.notOk(again.check.inherited);
  t.equal(read('defaults d\noption httpchk /d\nbackend be from d\noption httpchk /b').lost, null, 'as meant');
  t.equal(inherits('option tcp-check').lost, null, 'another kind of check is meant too');
});

t.test('rules that no option runs are ignored, and said to be', async (t) => {
  const unused = read('http-check send hdr X y\nhttp-check expect status 200');
  t.match(unused.check, { type: 'none', at: null, rules: [] });
  t.match(unused.ignored, [{ line: 2 }, { line: 3 }]);
  t.match(unused.problems, [{ severity: 'warning', line: 2 }]);
  const other = read('option httpchk\ntcp-check send x');
  t.match(other.ignored, [{ line: 3 }]);
  t.same(read('option httpchk\nhttp-check expect status 200').ignored, []);
  const above = read('defaults d\nhttp-check expect status 200\nbackend be from d\noption httpchk');
  t.match(above.ignored, [{ line: 2 }], 'rules of a defaults section serve its own option alone');
  t.same(above.problems, [], 'of which HAProxy says nothing');
});

t.test('disable-on-404 and send-state belong to the proxy, from 3.4 on to the rules', async (t) => {
  const lines = 'defaults d\noption httpchk\nhttp-check disable-on-404\nbackend be from d\noption httpchk /b';
  t.ok(read(lines, '3.2').check.disableOn404);
  t.notOk(read(lines, '3.4').check.disableOn404);
  t.ok(read(lines, '3.4').lost?.disableOn404);
  const own = 'defaults d\noption httpchk\nbackend be from d\nhttp-check send-state';
  t.ok(read(own, '3.2').check.sendState);
  t.notOk(read(own, '3.4').check.sendState);
  t.match(read(own, '3.4').ignored, [{ line: 4 }]);
  t.notOk(read('option tcp-check\nhttp-check disable-on-404', '3.2').check.disableOn404);
});

t.test('option tcp-check said again keeps inherited rules up to 3.3', async (t) => {
  const lines = 'defaults d\noption tcp-check\ntcp-check send x\nbackend be from d\noption tcp-check';
  t.same(rules(lines, '3.2'), ['bytes']);
  t.same(rules(lines, '3.4'), []);
  t.ok(read(lines, '3.4').lost);
});

t.test('what connect, send and expect of rules say', async (t) => {
  const { check } = read(
    [
      'option tcp-check',
      'tcp-check connect default port 8443 addr 192.0.2.1 ssl sni a.test alpn h2 send-proxy via-socks4 comment c',
      'tcp-check send-binary 00fF',
      'tcp-check expect ! binary 4142 min-recv 3 error-status l7sts on-error "100%%"',
    ].join('\n'),
  );
  const connect = { default: true, port: 8443, addr: '192.0.2.1', ssl: true, sni: 'a.test', alpn: 'h2', comment: 'c' };
  t.match(check.rules, [
    { action: 'connect', ...connect, sendProxy: true, viaSocks4: true, proto: null },
    { action: 'bytes', bytes: '\0\xff' },
    {
      action: 'expect',
      negated: true,
      match: { kind: 'binary', pattern: 'AB' },
      minRecv: 3,
      errorStatus: 'L7STS',
      onError: '100%%',
    },
  ]);
  t.match(read('option httpchk\nhttp-check expect fhdr name -m beg X-A value-lf 100%%').check.rules[1], {
    match: { kind: 'fhdr', name: { how: 'beg', pattern: 'X-A' }, value: { how: 'str', pattern: '100%' } },
  });
  t.same(read('option tcp-check\ntcp-check connect port int(443)').check.rules[0], {
    ...check.rules[0],
    ...{ at: { file: 'haproxy.cfg', line: 3 }, default: false, port: 443, addr: null, ssl: false, sni: null },
    ...{ alpn: null, comment: null, sendProxy: false, viaSocks4: false },
  });
});

t.test("HAProxy's own checks", async (t) => {
  t.same(rules('option redis-check'), ['bytes', 'expect +PONG\r\n']);
  t.match(read('option ssl-hello-chk').check.rules, [
    { bytes: /HAPROXYSSLCHK/ },
    { match: { kind: 'rbinary' }, okStatus: 'L6OK', errorStatus: 'L6RSP', toutStatus: 'L6TOUT', minRecv: 5 },
  ]);
  t.same(rules('option smtpchk EHLO a.test').filter((rule) => rule === 'bytes').length, 2);
  t.match(read('option spop-check').check, { rules: [], unknown: [{ line: 2, affects: 'check' }] });
  t.match(
    read('option mysql-check user u').check.rules,
    [
      { bytes: `#\0\0\x01\0\x82\0\0\0\x80\0\x01!${'\0'.repeat(23)}u\0\0\x01\0\0\0\x01`, step: 2 },
      { open: ['match'] },
      { open: ['match'] },
    ],
    'what is made of the answer is open',
  );
  t.match(read('option mysql-check').check, { rules: [{ step: 2 }], unknown: [{ line: 2, late: true }] });
  t.match(read('option ldap-check').check.rules, [
    { step: 1 },
    { onError: 'Not LDAPv3 protocol' },
    { open: ['match'] },
  ]);
  t.match(read('option smtpchk', '2.6.0').check.unknown, [{}], 'earlier ones expected something else');
});

t.test('a program that checks is not known', async (t) => {
  const { check, problems } = read('option external-check\nexternal-check command /bin/true');
  t.match(check, { type: 'external-check', rules: [], unknown: [{ line: 2 }] });
  t.same(problems, []);
  t.match(read('option external-check').problems, [{ severity: 'fatal', line: 2 }]);
});

t.test('a refused line is reported with its word and left out', async (t) => {
  const { check, problems } = read('option httpchk GET / HTTP/1.1 a.test\n  http-check  send hdr X y nonsense', '3.0');
  t.match(problems, [
    { line: 2, column: 31, word: 'a.test', severity: 'fatal', message: /3\.1/ },
    { line: 3, column: 28, word: 'nonsense', severity: 'fatal' },
  ]);
  t.equal(check.type, 'none');
  t.match(read('no option httpchk').problems, [{ line: 2, column: 1, word: 'no', severity: 'fatal' }]);
  t.match(read('option httpchk "a\\r\\nb"').problems, [], 'a line end in a path is sent as it is');
});

t.test('a version that stands for all is refused what one of them refuses', async (t) => {
  t.match(read('option httpchk GET / HTTP/1.1 a.test', 'any').problems, [{ severity: 'fatal' }]);
  t.match(read('option httpchk GET / HTTP/1.1\\r\\nHost:a', 'any').problems, [{ severity: 'fatal' }]);
  const accepted = read('http-check send hdr Host a.test\noption httpchk', 'any');
  t.same(accepted.problems, []);
  t.equal(accepted.check.rules.map(short)[0], 'OPTIONS / HTTP/1.0 Host:a.test');
});

t.test('what is not known is said, not guessed', async (t) => {
  const unset = read('option httpchk GET "$WHERE" HTTP/1.1\nhttp-check send hdr Host "$NAME" hdr X y');
  t.match(unset.check.unknown, [
    { line: 2, because: /WHERE is not set/, affects: 'check' },
    { line: 3, because: /NAME is not set/ },
  ]);
  t.same(fatal(unset), []);
  const set = { WHERE: '/x', NAME: 'a.test' };
  const known = read('option httpchk GET "$WHERE" HTTP/1.1\nhttp-check send hdr Host "$NAME"', '3.4', set).check;
  t.same(known.unknown, []);
  t.same(known.rules.map(short)[0], 'GET /x HTTP/1.1 Host:a.test');
  const replaced = read('option httpchk GET "$WHERE"\nhttp-check send uri /x').check;
  t.same(replaced.unknown, [], 'a path that is replaced does not matter');
  const keyword = read('option httpchk\nhttp-check "$WHAT" x');
  t.same(fatal(keyword), []);
  t.match(keyword.check.unknown, [{ line: 3 }]);
  t.match(read('option httpchk\nhttp-check send hdr X %[date]').check.unknown, [{ because: /%\[date\]/ }]);
  t.match(read('option httpchk\nhttp-check expect rstring a(?R)?b').check.unknown, [{ line: 3 }]);
  t.match(read('option httpchk\nhttp-check expect status 200 status-code var(check.x)').check.unknown, [{ line: 3 }]);
  t.match(read('option tcp-check\ntcp-check connect port src').check.unknown, [{ because: /port/ }]);
});

t.test('lines of a branch of which nobody knows whether it holds', async (t) => {
  const own = read(`option httpchk\n.if streq("$UNSET",a)\nhttp-check send hdr X y\n.endif`);
  t.match(own.check.unknown, [{ line: 4, because: /\.if/ }]);
  t.same(own.check.rules.map(short)[0], 'OPTIONS / HTTP/1.0');
  const above = `defaults d\noption httpchk\n.if streq("$UNSET",a)\nhttp-check send hdr X y\n.endif\nbackend be from d`;
  t.match(read(above).check.unknown, [{}]);
  t.same(read(`${above}\noption tcp-check`).check.unknown, [], 'what is replaced does not matter');
});

t.test('names of server and backend are put in where they are known', async (t) => {
  const lines = 'option httpchk\nhttp-check send uri-lf /%[be_name]/%s hdr X %[srv_name] body-lf %b';
  const { check } = read(lines);
  t.same(check.unknown, []);
  const named = withNames(check, { server: 's1', proxy: 'be' });
  t.equal(named.rules.map(short)[0], 'OPTIONS /be/s1 HTTP/1.0 X:s1 [be]');
  const plain = read('option httpchk').check;
  t.equal(withNames(plain, { server: 's1', proxy: 'be' }), plain);
});

t.test('lines of a frontend have no effect', async (t) => {
  const { problems } = readingOf('frontend be\noption httpchk\nhttp-check nonsense\n', parseVersion('3.4'));
  t.same(
    problems.map(({ severity }) => severity),
    ['warning', 'fatal', 'warning'],
  );
  t.equal(read('frontend be\noption httpchk').check.type, 'none');
});

t.test('healthcheck sections', async (t) => {
  t.same(rules('healthcheck h\ntype httpchk GET /h HTTP/1.1 a.test more\nhttp-check expect status 200'), [
    'GET /h HTTP/1.1 host:a.test',
    'expect 200',
  ]);
  t.match(read('healthcheck h\ntype redis-check').check, { type: 'redis-check', at: { line: 2 } });
  t.match(read('healthcheck h\ntcp-check send x'), { check: { type: 'tcp-check', rules: [{}] }, problems: [{}] });
  t.match(read('healthcheck h\nhttp-check send').check.unknown, [{ because: /without a type/ }]);
  t.match(read('healthcheck h').check, { type: 'none', rules: [] });
});

t.test('before 2.2', async (t) => {
  const lines = 'option httpchk GET / HTTP/1.1\\r\\nHost:\\ a.test\nhttp-check expect ! rstatus ^5';
  const { check, problems } = read(lines, '2.0');
  t.same(check.rules.map(short), ['GET / HTTP/1.1 Host:a.test', 'expect !^5']);
  t.same(problems, []);
  t.same(rules('option httpchk', '2.0'), ['OPTIONS / HTTP/1.0', 'expect 200-399']);
  t.match(read('option httpchk\nhttp-check send hdr Host a.test', '2.0').problems, [{ severity: 'fatal', line: 3 }]);
  const twice = 'option httpchk\nhttp-check expect status 200\nhttp-check expect string x';
  t.match(read(twice, '2.0').problems, [{ severity: 'fatal', line: 4 }]);
  const handed = 'defaults d\nhttp-check expect status 200\nbackend be from d\noption httpchk';
  t.same(rules(handed, '2.1'), ['OPTIONS / HTTP/1.0', 'expect 200'], 'one rule for whoever inherits it');
});

t.test('no words make it throw', async (t) => {
  const starts = ['option httpchk', 'http-check', 'tcp-check', 'external-check', 'option smtpchk', 'type', 'no option'];
  const words = [
    'send',
    'expect',
    'connect',
    'hdr',
    'Host',
    '!',
    '%',
    '%[',
    '"%{"',
    'status',
    '-',
    '-m',
    'port',
    '"$UNSET"',
  ];
  const pairs = words.flatMap((first) => words.map((second) => `${first} ${second}`));
  const ends = [...words, ...pairs, ...pairs.flatMap((pair) => [`send ${pair}`, `expect ${pair}`, `connect ${pair}`])];
  const lines = starts.flatMap((start) => ends.map((end) => `${start} ${end}`)).join('\n');
  for (const version of ['2.0', '2.6', '3.4', 'any'])
    for (const section of ['backend be', 'frontend be', 'healthcheck h'])
      t.doesNotThrow(() => read(`${section}\n${lines}`, version), `${section}, ${version}`);
});
