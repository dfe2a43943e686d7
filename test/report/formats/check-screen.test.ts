import t, { type Test } from 'tap';
import type { CheckedServer, CheckResult, ConfigurationProblem } from '../../../src/check-types.ts';
import { columns } from '../../../src/cli/table.ts';
import { commonFolder } from '../../../src/report/formats/check-folder.ts';
import { checkPlans } from '../../../src/report/formats/check-plans.ts';
import { checkScreen } from '../../../src/report/formats/check-screen.ts';
import { type Look, plain } from '../../../src/report/formats/paint.ts';
import { checked, edits, failing, fine, green, nameless, unverified } from './check-sample.ts';

const look: Look = { paint: plain, columns, verbose: false, explain: false, several: false };

/** Printable ASCII, 80 columns but for what is copied, no blanks at the end of a line. */
function draw(t: Test, result: CheckResult, change: Partial<Look> = {}): string {
  const text = checkScreen(result, { ...look, ...change });
  t.notMatch(text, /[^\n\x20-\x7e]/);
  t.same(
    text.split('\n').filter((line) => line.length > 80 && !line.startsWith('   -> ')),
    [],
  );
  t.notMatch(text, / $/m);
  return text;
}

const offline = (server: CheckedServer): CheckedServer => ({
  ...server,
  check: { ...server.check, status: null, code: null, info: [], up: null, ms: null },
  traffic: server.traffic.map((row) => ({ ...row, status: null, termination: null })),
});

t.test('the answer first, then what fails with its lines and what would mend it', async (t) => {
  const text = draw(t, checked([fine('web', 5), failing('be', 17), green('shop', 30)]));
  t.matchSnapshot(text);
  t.match(text, /^FAILING {2}1 of 3 servers fails, 1 is green but wrong, 1 is fine\.\n\nDOWN\n be\/s1 /);
  t.match(text, ' be/s1  haproxy.cfg:17  check L6RSP "SSL handshake failure"  traffic 503 SC--\n');
  t.match(text, 'server be/s1, haproxy.cfg:17: check-sni be.example.test sni str(be.example.test)\n');
});

t.test('everything said', async (t) => {
  const result = checked([fine('web', 5), failing('be', 17)]);
  const text = draw(t, result, { verbose: true, explain: true });
  t.matchSnapshot(text);
  t.match(text, /Without a server name the handshake was reset/);
  t.match(text, /check sends: port 8443, TLS without server name, "GET \/ HTTP\/1\.0", no Host/);
});

t.test('200 servers stay readable', async (t) => {
  const servers = Array.from({ length: 200 }, (_, i) => {
    const make = i < 120 ? fine : i < 190 ? failing : green;
    return make(`backend-number-${i}`, 10 + 4 * i);
  });
  const result = checked(servers);
  for (const server of servers) {
    const warning = unverified(server);
    server.findings.push(warning.key);
    result.findings.push(warning);
  }
  const text = draw(t, result);
  t.matchSnapshot(text);
  t.ok(text.split('\n').length < 50, 'a screenful or two');
  t.match(text, /^FAILING {2}70 of 200 servers fail, 10 are green but wrong, 120 have warnings\.\n/);
  t.ok(text.indexOf('\nDOWN\n') < text.indexOf('\nGREEN BUT WRONG\n'));
  t.equal(text.match(/SNI101/g)?.length, 2, 'what many servers have in common is said once a group');
  t.match(text, /backend-number-121\/s1 {2}haproxy\.cfg:494\n/);
  t.match(text, / and 63 more\n/);
  t.match(text, /warning SNI425 {2}nobody verifies the backend \(200 servers\)\n/);
  t.match(text, / 120 other servers: --verbose lists them\n/);
  const all = draw(t, result, { verbose: true });
  for (const { proxy } of servers) t.ok(all.includes(` ${proxy}/s1  `), proxy);
});

t.test('healthy, with a warning at most', async (t) => {
  const server = fine('be', 3);
  t.match(draw(t, checked([server])), /^HEALTHY {2}1 server is fine\.\n\n be\/s1 {2}haproxy\.cfg:3 {2}check L7OK 200/);
  const warning = unverified(server);
  const text = draw(t, checked([{ ...server, findings: [warning.key] }], { findings: [warning] }));
  t.match(
    text,
    /^HEALTHY {2}1 server has warnings\.\n\n warning SNI425 {2}nobody verifies the backend \(be\/s1 haproxy\.cfg:3\)\n/,
  );
});

t.test('what HAProxy refuses stands above all', async (t) => {
  const problem: ConfigurationProblem = {
    file: 'haproxy.cfg',
    line: 12,
    column: 5,
    word: 'chek',
    message: 'unknown keyword on a server line',
    severity: 'fatal',
  };
  const text = draw(t, checked([fine('be', 3)], { problems: [{ ...problem, severity: 'warning', line: 2 }, problem] }));
  t.match(
    text,
    /^REFUSED {2}HAProxy does not start: 1 line refused\. 1 server is fine\.\n\n fatal {3}haproxy\.cfg:12:5 "chek": /,
  );
  t.match(text, /\n warning haproxy\.cfg:2:5 /);
  const many = Array.from({ length: 500 }, (_, line) => ({ ...problem, line, column: 0, word: '' }));
  const cut = draw(t, checked([], { problems: many, connections: 0 }));
  t.match(cut, /^REFUSED {2}HAProxy does not start: 500 lines refused\. No server\.\n/);
  t.match(cut, / and 488 more: --verbose lists all\n/);
  t.ok(cut.split('\n').length < 25);
});

t.test('offline: nothing is said of what was not asked', async (t) => {
  const servers = [fine('web', 5), failing('be', 17)].map(offline);
  const text = draw(t, checked(servers, { connections: 0, from: null }));
  t.matchSnapshot(text);
  t.notMatch(text, /check L|traffic \d/);
  t.match(
    draw(t, checked([offline(fine('be', 3))], { connections: 0, from: null })),
    /^UNTESTED {2}1 server has no error in its text/,
  );
});

t.test('what is not known, once with its servers', async (t) => {
  const because = 'environment variable PORT is not set';
  const unknown = [{ file: 'haproxy.cfg', line: 2, text: '"$PORT"', because, affects: 'both' as const }];
  const servers = ['a', 'b', 'c'].map((name, i) => ({ ...fine(name, 3 + i), unknown }));
  const text = draw(t, checked(servers));
  t.match(
    text,
    /^UNKNOWN {2}3 servers are not known\.\n\nNOT KNOWN\n haproxy\.cfg:2 "\$PORT": environment variable PORT is not set \(a\/s1, b\/s1,\s+c\/s1\)\n/,
  );
});

t.test('what is not imitated leaves nothing open', async (t) => {
  const servers = Array.from({ length: 50 }, (_, i) => {
    const unknown = [
      { file: 'haproxy.cfg', line: i, text: `b${i}.test`, because: 'now 10.0.0.5; it may have another' },
    ];
    return { ...fine(`be${i}`, i), unknown };
  });
  const text = draw(t, checked(servers));
  t.match(
    text,
    /^HEALTHY {2}50 servers are fine\.\n\nNOT QUITE AS HAPROXY\n haproxy\.cfg:0 b0\.test: now 10\.0\.0\.5; /,
  );
  t.match(text, /\n and 42 more: --verbose lists all\n/);
});

t.test('no server, no check, and an error of the whole configuration', async (t) => {
  t.match(draw(t, checked([])), /^NOTHING {2}No server\.\n/);
  const unchecked = fine('be', 3);
  unchecked.check = { ...unchecked.check, status: null, code: null, info: [], up: null, sends: null };
  t.match(draw(t, checked([unchecked])), /no check {2}traffic 200 --\n/);
  const { proxy: _, server: __, ...whole } = nameless(fine('be', 3));
  t.match(
    draw(t, checked([fine('be', 3)], { findings: [whole] })),
    /^WRONG {2}1 server is fine\.\n\n error {3}SNI101 .* \(haproxy\.cfg:3\)\n/,
  );
});

t.test('several addresses of one server, several hosts, several outcomes', async (t) => {
  const one = failing('be', 3);
  const [row] = one.traffic;
  if (!row) return t.fail();
  one.check.alternatives = [{ status: 'SOCKERR', code: null, info: [''], up: false }];
  one.traffic = [row, { ...row, host: 'b.test' }, { ...row, host: null, status: 200, termination: '--' }];
  const text = draw(t, checked([one, { ...one, address: '2001:db8::1' }]));
  t.match(text, ' be/s1  haproxy.cfg:3  10.0.0.5:8443\n');
  t.match(text, ' be/s1  haproxy.cfg:3  [2001:db8::1]:8443\n');
  t.match(text, 'check L6RSP "SSL handshake failure" or SOCKERR  traffic 503 SC--');
  t.match(text, /\(www\.example\.test,\s+b\.test\), 200 -- \(no\s+name\)/);
});

t.test('what has to be looked at is marked', async (t) => {
  const one = failing('be', 3);
  const own = edits(one).map((edit) => ({ ...edit, safety: 'review' as const }));
  t.match(draw(t, checked([one], { edits: own })), /sni str\(be\.example\.test\) {2}\(look before you write it\)\n/);
});

t.test('the folder that all files stand in is said once', async (t) => {
  const [one, other] = [failing('be', 3), fine('web', 5)];
  one.file = '/etc/haproxy/conf.d/be.cfg';
  other.file = '/etc/haproxy/haproxy.cfg';
  const text = draw(t, checked([one, other], { files: [other.file, one.file] }));
  t.match(text, ' be/s1  conf.d/be.cfg:3');
  t.match(text, ' web/s1  haproxy.cfg:5');
  t.match(text, /server be\/s1, conf\.d\/be\.cfg:3: check-sni/);
  t.match(text, /\n Files in \/etc\/haproxy\/\n/);
  t.equal(commonFolder(['a.cfg', '/etc/b.cfg']), '');
  t.equal(commonFolder(['/etc/a/x.cfg', '/etc/ab/y.cfg']), '/etc/');
});

t.test('nothing that comes from a file or a backend reaches the terminal as it is', async (t) => {
  const evil = '\u001b[2J\u202e\n';
  const one = failing(`be${evil}`, 3);
  one.server = `s${evil}`;
  one.file = `a${evil}.cfg`;
  one.check.info = [evil];
  one.unknown = [{ file: evil, line: 1, text: evil, because: evil }];
  one.findings = ['x'];
  const finding = { ...nameless(one), key: 'x', title: evil, because: evil, advice: [evil], docs: evil };
  const problem = { file: evil, line: 1, column: 1, word: evil, message: evil, severity: 'fatal' as const };
  const result = checked([one], {
    findings: [finding],
    problems: [problem],
    from: evil,
    haproxyVersion: evil,
    edits: [],
  });
  draw(t, { ...result, edits: edits(one) }, { verbose: true, explain: true });
});

t.test('--plan', async (t) => {
  const tls = {
    servername: 'be.test',
    alpn: [],
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.3',
    securityLevel: 2,
  } as const;
  const request = { version: '1.0' as const, method: 'GET', path: '/', headers: [] };
  const plan = {
    address: '10.0.0.5',
    port: 443,
    source: null,
    proxy: null,
    tls: { ...tls, ciphers: null, groups: null, certificate: null, caFile: null, alpn: [] },
    request,
  };
  const check = { server: 'be/s1', title: 'check', plan };
  const far = { ...plan, address: '2001:db8:1111:2222:3333:4444:5555:6666' };
  const text = checkPlans(
    { plans: [check, { ...check, title: 'traffic a.test' }, { ...check, plan: far }], problems: [] },
    look,
  );
  t.equal(
    text,
    [
      'PLAN  3 connections; none is made now\n',
      ' be/s1 to 10.0.0.5:443',
      '     check: TLS be.test; GET / HTTP/1.0, no Host',
      '     traffic a.test: TLS be.test; GET / HTTP/1.0, no Host\n',
      ' be/s1 to [2001:db8:1111:2222:3333:4444:5555:6666]:443',
      '     check: TLS be.test; GET / HTTP/1.0, no Host\n',
      ' Then: rules that a backend may not need are left out once, and the backend of a',
      ' server that fails is asked step by step, as `sni-doctor probe --plan` lists it.',
      '',
    ].join('\n'),
  );
  t.match(checkPlans({ plans: [], problems: [] }, look), /^PLAN {2}0 connections; none is made now\n$/);
});
