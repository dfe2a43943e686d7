/** What is not known of a request makes traffic unknown only where it decides; `agreement.test.ts` holds the rest to HAProxy. */
import t from 'tap';
import { type Forwarded, forward } from '../../../src/haproxy/request/forward.ts';
import { evaluate } from '../../../src/haproxy/request/sample.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import { client } from './cells.ts';
import { modelOf, proxyOf } from './model.ts';

/** Follows one request through a frontend and a backend with these lines: the frontend's begin with the third. */
function through(
  frontend: string[],
  backend: string[] = [],
  { environment = {}, global = [] }: { environment?: Record<string, string>; global?: string[] } = {},
): Forwarded {
  const sections = ['frontend fe', ' mode http', ...frontend, 'backend be', ' mode http', ...backend, ' server s a:1'];
  const text = [...global, ...sections];
  const version = parseVersion('3.4');
  const model = modelOf(text.join('\n'), version, new Map(Object.entries(environment)));
  const be = proxyOf(model, 'be');
  const [server] = be.servers;
  if (!server) throw new Error('no server');
  return forward(proxyOf(model, 'fe'), be, server, client(), version, model.globals);
}

const reasons = ({ unknown }: Forwarded) => unknown.map(({ line, because }) => `${line}: ${because}`);
const assumptions = ({ assumed }: Forwarded) => assumed.map(({ line, because }) => `${line}: ${because}`);
const hostOf = ({ request }: Forwarded) =>
  request.headers.filter(([name]) => name === 'host').map(([, value]) => value);
const names = ({ request }: Forwarded) => request.headers.map(([name]) => name);

t.test('a header whose value is not known is left out, and nothing else is unknown', async (t) => {
  const way = through(['http-request set-header X-Real-IP %[src]', 'http-request add-header X-Id %[uuid()]']);
  t.same(reasons(way), []);
  t.same(names(way), ['host', 'x-custom']);
  t.same(names(through(['http-request set-header X-A %ci'])), ['host', 'x-custom'], 'log-format variables');
  t.same(
    names(through(['http-request set-header X-A b if { src 10.0.0.1 }'])),
    ['host', 'x-custom'],
    'it may be there',
  );
  t.same(names(through(['http-request del-header X-Custom if { src 10.0.0.1 }'])), ['host'], 'it may be gone');
});

t.test('Host, method and path that are not known are told with their rule', async (t) => {
  t.same(reasons(through(['http-request set-header Host %[src]'])), ['3: sample fetch src']);
  t.same(reasons(through([], ['http-request set-header Host h%[rand]'])), ['5: sample fetch rand']);
  t.same(reasons(through(['http-request set-path /%[uuid()]'])), ['3: sample fetch uuid']);
  t.same(reasons(through(['http-request set-method %HM'])), ['3: log-format variable %HM']);
  t.same(reasons(through(['http-request set-header Host a if { src 10.0.0.1 }'])), ['3: sample fetch src']);
  t.same(reasons(through(['http-request replace-header Host (?<=w)x y'])), ['3: regular expression "(?<=w)x"']);
  t.same(reasons(through(['http-request set-header Host "$NOBODY_SETS"'])), [
    '3: environment variable NOBODY_SETS is not set',
  ]);
});

t.test('a path that is normalized is not known', async (t) => {
  const global = ['global', ' expose-experimental-directives'];
  const rule = 'http-request normalize-uri path-merge-slashes';
  t.same(reasons(through([rule], [rule], { global })), ['5: normalize-uri path-merge-slashes']);
});

t.test('what is overwritten later does not matter', async (t) => {
  const way = through(['http-request set-header Host %[src]'], ['http-request set-header Host b.test']);
  t.same(reasons(way), []);
  t.same(hostOf(way), ['b.test']);
  t.same(hostOf(through(['http-request set-header Host www.example.test:8443 if { src 10.0.0.1 }'])), [
    'www.example.test:8443',
  ]);
});

t.test('an end that may come makes it unknown, one that cannot come does not', async (t) => {
  t.same(reasons(through(['http-request redirect location /x if { src 10.0.0.1 }'])), ['3: sample fetch src']);
  t.same(reasons(through(['http-request deny if { src 10.0.0.1 } { path /x }'])), []);
  t.same(reasons(through(['http-request deny if { path_beg /p } || { src 10.0.0.1 }'])), []);
  t.equal(through(['http-request deny if { path_beg /p } || { src 10.0.0.1 }']).ended?.status, 403);
  t.same(reasons(through(['http-request return status 200 if { hdr(host) -f hosts.lst }'])), ['3: file hosts.lst']);
  t.same(reasons(through(['http-request deny if { hdr(none) -f hosts.lst }'])), [], 'there is nothing to look up');
  t.same(reasons(through(['http-request use-service lua.x if { path /metrics }'])), []);
  t.same(reasons(through(['http-request use-service prometheus-exporter'])), ['3: use-service prometheus-exporter']);
  t.same(reasons(through(['http-request set-headers-bin req.hdrs_bin'])), ['3: action set-headers-bin']);
});

t.test('a client that may be turned away is taken to pass, and that is said', async (t) => {
  const limited = through(['http-request deny if { sc_http_req_rate(0) gt 20 }']);
  t.same([limited.ended, reasons(limited)], [null, []]);
  t.same(assumptions(limited), ['3: sample fetch sc_http_req_rate']);
  t.same(assumptions(through(['acl bad src -f bad.lst', 'http-request deny if bad'])), ['4: sample fetch src']);
  t.same(assumptions(through(['http-request deny if { src 10.0.0.1 } { path /x }'])), []);
});

t.test('an allow that may come matters only before rules that do', async (t) => {
  t.same(reasons(through(['http-request allow if { src 10.0.0.1 }', 'http-request set-log-level info'])), []);
  t.same(reasons(through(['http-request allow if { src 10.0.0.1 }', 'http-request set-header X 1'])), [
    '3: sample fetch src',
  ]);
});

t.test('a variable that an expression sets in passing is not known', async (t) => {
  const { context } = through(['http-request set-header X-A %[req.hdr(host),set-var(txn.q)]']);
  t.match(evaluate('var(txn.q)', context), { known: false });
  t.match(evaluate('var(txn.q)', through(['http-request set-header X-A %[req.hdr(host)]']).context), { known: true });
});

t.test('a variable of the request is gone when the server is connected to', async (t) => {
  const { context } = through([
    'http-request set-var(req.h) req.hdr(host)',
    'http-request set-var(txn.h) req.hdr(host)',
  ]);
  t.same(evaluate('var(req.h)', context), { known: true, value: null });
  t.same(evaluate('var(txn.h)', context), { known: true, value: 'www.example.test:8443' });
});

t.test('variables that may have been set elsewhere are not known', async (t) => {
  const rule = 'http-request set-header Host %[var(txn.h)]';
  t.same(hostOf(through([rule])), ['']);
  t.same(reasons(through(['filter spoe engine e config f', rule])), ['4: variable txn.h: filter spoe may set it']);
  t.same(reasons(through(['http-request set-header Host %[var(proc.h)]'])), ['3: variable proc.h']);
  t.same(reasons(through(['http-request set-var(txn.h) src', rule])), ['4: sample fetch src']);
  t.same(reasons(through(['http-request set-var(txn.h) str(a) if { src 10.0.0.1 }', rule])), ['4: sample fetch src']);
});

t.test('the environment is known where HAProxy was given one', async (t) => {
  const rule = 'http-request set-header Host %[env(INNER)]';
  t.same(hostOf(through([rule], [], { environment: { INNER: 'inner.test' } })), ['inner.test']);
  t.same(hostOf(through([rule], [], { environment: { OTHER: '1' } })), ['']);
  t.same(reasons(through([rule])), ['3: environment variable INNER']);
});

t.test('converters and fetches that a release lacks are not known for it', async (t) => {
  const { context } = through([]);
  const old = { ...context, version: parseVersion('2.4') };
  t.same(evaluate('req.hdr(host),host_only', context), { known: true, value: 'www.example.test' });
  t.same(evaluate('req.hdr(host),host_only', old), {
    known: false,
    because: 'converter host_only before HAProxy 2.6.12',
  });
  t.same(evaluate('req.hdr(host),map(hosts.map)', context), { known: false, because: 'converter map' });
  t.same(evaluate('src', context), { known: false, because: 'sample fetch src' });
  t.match(evaluate('no expression', context), { known: false });
  t.same(evaluate('srv_name', context), { known: true, value: 's' }, 'the server is chosen by then');
});

t.test('in mode tcp headers are not known, but nothing is in a ClientHello', async (t) => {
  const model = modelOf('frontend fe\n mode tcp\nbackend be\n mode tcp\n server s a:1');
  const [fe, be] = [proxyOf(model, 'fe'), proxyOf(model, 'be')];
  const server = be.servers[0];
  if (!server) throw new Error('no server');
  const version = parseVersion('3.4');
  const clear = forward(fe, be, server, client(), version).context;
  t.same(evaluate('req.hdr(host)', clear), {
    known: false,
    because: 'it looks for a request in mode tcp',
    ofRequest: true,
  });
  const passed = forward(fe, be, server, client({ tls: { sni: 's.test' } }), version).context;
  t.same(evaluate('req.hdr(host)', passed), { known: true, value: null });
  t.same(evaluate('req.ssl_sni', passed), { known: true, value: 's.test' });
});

t.test('pages of HAProxy itself are not known', async (t) => {
  t.same(reasons(through([], ['stats enable', 'stats uri /p'])), ['6: the statistics page']);
  t.same(reasons(through([], ['stats enable'])), []);
  const strange = ['option http-restrict-req-hdr-names delete', 'http-request set-header x_y 1'];
  t.same(reasons(through(strange)), ['3: what becomes of header x_y']);
});

t.test('an ordinary client is taken to pass what looks at who it is, and not what looks at its request', async (t) => {
  const reputation = through(['http-request deny if { src 10.0.0.1 }']);
  t.same([reasons(reputation), assumptions(reputation)], [[], ['3: sample fetch src']]);
  const request = through(['http-request deny if { req.hdr(host),xxh32 -m found }']);
  t.same([reasons(request), assumptions(request)], [['3: converter xxh32'], []]);
});
