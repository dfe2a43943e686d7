/** Each rule of the comparison of two targets: a case that it catches, and one in which it is silent. */
import t from 'tap';
import type { MatrixCell } from '../../../src/matrix-types.ts';
import { compareCells } from '../../../src/report/matrix/diff.ts';
import { cell, certificate, compared, only, renewed, short } from './diff-cell.ts';

const failed = (changes: Partial<MatrixCell>): Partial<MatrixCell> => ({
  verdict: 'failed',
  stage: 'http',
  ...changes,
});
const notFound = { verdict: 'wrong', stage: 'http', reason: 'not-found', status: 404 } as const;
const refused = {
  verdict: 'failed',
  stage: 'connect',
  reason: 'refused',
  status: null,
  tls: null,
  certificate: null,
  needs: [],
} as const satisfies Partial<MatrixCell>;
const noTls = { tls: null, certificate: null, needs: [] } satisfies Partial<MatrixCell>;

t.test('nothing differs', (t) => {
  t.equal(compared({}, {}), null);
  t.equal(compared({ ms: 3, address: '192.0.2.1' }, { ms: 900, port: 8443, connections: 2 }), null);
  t.end();
});

t.test('verdict', (t) => {
  t.same(short(compared({}, notFound)), ['verdict blocks'], 'the status is not told again');
  t.match(only(compared({}, notFound), 'verdict'), {
    from: 'ok',
    to: 'wrong: not-found',
    because: 'new answers 404, as for a name that nobody has, where old serves it.',
  });
  t.same(short(compared({}, refused)), ['verdict blocks']);
  t.same(short(compared(refused, {})), ['verdict harmless'], 'what heals says nothing of needs');
  t.same(short(compared({ ...notFound, reason: 'default-certificate' }, {})), ['verdict harmless', 'status harmless']);
  for (const status of [401, 403])
    t.same(short(compared(failed({ reason: 'status', status }), {})), ['verdict look'], 'a guard that is gone');
  t.same(short(compared({ ...notFound, status: 403 }, {})), ['verdict harmless'], 'it refused the name');
  t.same(short(compared(refused, refused)), [], 'it fails alike at both');
  t.same(short(compared(refused, notFound)), ['verdict look']);
  const expired = failed({ stage: 'tls', reason: 'certificate', status: 200 });
  const found = compared({}, { ...expired, certificate: renewed });
  t.same(short(found), ['verdict blocks'], 'what else a bad certificate says is not told');
  t.same(
    short(compared({}, { ...expired, verdict: 'wrong', status: 404 })),
    ['verdict blocks', 'status blocks'],
    'the status behind a bad certificate is another matter',
  );
  t.end();
});

t.test('each reason is a sentence', (t) => {
  for (const reason of ['refused', 'unreachable', 'timeout', 'reset', 'closed', 'alert', 'local', 'not-tls'] as const) {
    const { because } = only(compared({}, { ...refused, stage: 'tls', reason }), 'verdict');
    t.match(because, /^new \w+ .*, where old serves it\.$/, because);
  }
  const title = (id: string) => [{ code: 'SNI000', id, severity: 'error', title: '' }] as const;
  const bad = { verdict: 'failed', stage: 'tls', reason: 'certificate' } as const;
  const because = (changes: Partial<MatrixCell>) => only(compared({}, { ...bad, ...changes }), 'verdict').because;
  t.match(because({ findings: [...title('certificate-expired')] }), /has expired/);
  t.match(because({ certificate: { ...certificate, matchesHost: false } }), /of other names/);
  t.match(
    because({ reason: 'alert', findings: [...title('client-certificate-required')] }),
    'new refuses the handshake with an alert (SNI000), where old',
  );
  t.match(because({ reason: 'status', status: 301, redirect: 'https://www.example.test/' }), /in a circle/);
  t.end();
});

t.test('a host that fails already cannot be broken', (t) => {
  const found = compared(failed({ reason: 'status', status: 503 }), {
    verdict: 'failed',
    stage: 'tls',
    reason: 'reset',
    ...{ status: null },
  });
  t.equal(found?.judgement, 'look');
  t.equal(found?.blocks, false);
  t.end();
});

t.test('a target and an earlier run of it are told apart', (t) => {
  const served = cell('www');
  const found = compareCells(served, cell('www', refused));
  t.match(found, { from: 'www', to: 'www' });
  t.equal(only(found, 'verdict').because, 'www refuses the connection, where the earlier run serves it.');
  t.end();
});

t.test('what could not be tested', (t) => {
  const error = { ...refused, verdict: 'error', stage: 'resolve', reason: 'unreachable' } as const;
  for (const found of [compared(error, {}), compared({}, error), compared(error, error)]) {
    t.same(short(found), ['verdict look']);
    t.match(only(found, 'verdict').because, /could not be tested/);
  }
  t.end();
});

t.test('status', (t) => {
  const expected = (status: number) => ({ status });
  t.same(short(compared(expected(200), expected(404))), ['status look'], 'expected at both, and yet not the same');
  t.same(short(compared(expected(200), expected(204))), ['status look']);
  t.same(short(compared(failed({ reason: 'status', status: 500 }), failed({ reason: 'status', status: 503 }))), [
    'status harmless',
  ]);
  const error = (status: number) => failed({ reason: 'status', status });
  t.same(short(compared(error(403), error(403))), []);
  t.same(short(compared(error(401), error(403))), ['status look'], 'who logs in today may be shut out');
  t.match(only(compared({}, error(403)), 'verdict'), { to: 'failed: status 403' });
  t.end();
});

t.test('redirects', (t) => {
  const to = (status: number, redirect: string | null) => ({ status, redirect });
  const cases: [before: Partial<MatrixCell>, after: Partial<MatrixCell>, expected: string[]][] = [
    [{}, to(302, '/login'), ['status look']],
    [{}, to(302, 'https://www.example.test/login'), ['status look']],
    [{}, to(301, 'https://other.example.test/'), ['status blocks']],
    [{}, to(301, 'https://www.example.test:8443/'), ['status blocks']],
    [{}, to(301, 'http://www.example.test/'), ['status blocks']],
    [{}, to(301, null), ['status look']],
    [to(302, '/a'), {}, ['status look']],
    [to(302, '/a'), to(302, '/b'), ['redirect look']],
    [to(302, '/a'), to(302, 'https://www.example.test/a'), []],
    [to(302, '/a?x=1'), to(302, '/a?x=2'), ['redirect look']],
    [to(302, '/a'), to(302, '//other.example.test/a'), ['redirect blocks']],
    [to(302, '/a'), to(302, 'http://www.example.test/a'), ['redirect blocks']],
    [to(302, 'http://www.example.test/a'), to(302, 'https://www.example.test/a'), ['redirect harmless']],
    [to(302, 'https://other.example.test/'), to(302, '/'), ['redirect look']],
    [to(302, 'https://other.example.test/'), to(302, 'https://third.example.test/'), ['redirect blocks']],
    [to(302, '/a'), to(302, null), ['redirect blocks']],
    [to(302, null), to(302, null), []],
    [to(302, '/a'), to(302, 'https://[bad/'), ['redirect look']],
    [to(301, '/a'), to(308, '/a'), ['status harmless']],
    [to(302, '/a'), to(301, '/a'), ['status look']],
    [to(308, '/a'), to(301, '/a'), ['status look']],
    [to(301, '/a'), to(302, 'https://other.example.test/'), ['redirect blocks', 'status harmless']],
  ];
  for (const [before, after, expected] of cases) {
    const found = compared(before, after);
    t.same(short(found), expected, JSON.stringify([before, after, found?.differences]));
  }
  const address = { host: '2001:db8::1', status: 302 };
  t.same(short(compared({ ...address, redirect: '/a' }, { ...address, redirect: 'https://[2001:db8::1]/a' })), []);
  t.end();
});

t.test('TLS version and ALPN', (t) => {
  const tls = (version: 'TLSv1.2' | 'TLSv1.3', alpn: string | null) => ({ tls: { version, alpn } });
  t.same(short(compared(tls('TLSv1.3', null), tls('TLSv1.2', null))), ['tls-version look']);
  t.same(short(compared(tls('TLSv1.2', null), tls('TLSv1.3', null))), ['tls-version harmless']);
  t.same(short(compared(tls('TLSv1.3', 'h2'), tls('TLSv1.3', 'http/1.1'))), ['alpn look']);
  t.same(short(compared(tls('TLSv1.3', null), tls('TLSv1.3', 'h2'))), ['alpn harmless']);
  t.end();
});

t.test('HSTS is never harmless', (t) => {
  const hsts = (text: string | null) => ({ headers: { hsts: text, server: null } });
  const because = (before: string | null, after: string | null) => {
    const found = compared(hsts(before), hsts(after));
    t.same(short(found), ['hsts look'], `${before} -> ${after}`);
    return only(found, 'hsts').because;
  };
  const year = 'max-age=31536000';
  t.match(because(null, year), /365 days: they remember it/);
  t.match(because(null, `${year}; includeSubDomains; preload`), /all names below it.*preload/);
  t.match(because(null, 'max-age=0'), /to forget/);
  t.match(because(null, 'nonsense'), /pass over it/);
  t.match(because(year, null), /does not send it/);
  t.match(because(year, `${year}; includeSubDomains`), /includeSubDomains is new/);
  t.match(because(`${year}; preload`, year), /preload is gone/);
  t.match(because(year, 'max-age=86400'), /max-age 31536000 becomes 86400/);
  t.equal(compared(hsts(year), hsts('MAX-AGE="31536000" ;')), null, 'the same in other words');
  t.equal(compared(hsts(null), hsts(null)), null);
  t.same(
    short(compared(hsts(year), { ...hsts(null), ...failed({ reason: 'status', status: 502 }) })),
    ['verdict blocks'],
    'an error page lacks much',
  );
  t.same(
    short(compared({}, { ...hsts(year), ...failed({ reason: 'status', status: 502 }) })),
    ['verdict blocks', 'hsts look'],
    'what an error page tells browsers, they remember all the same',
  );
  t.end();
});

t.test('server', (t) => {
  const server = (text: string | null) => ({ headers: { hsts: null, server: text } });
  t.same(short(compared(server('nginx'), server('envoy'))), ['server harmless']);
  t.equal(compared(server('nginx'), server('nginx')), null);
  t.same(short(compared(server('nginx'), { ...server('envoy'), ...notFound })), ['verdict blocks']);
  t.end();
});

t.test('body', (t) => {
  const body = (sha: string | null) => ({ bodySha256: sha === null ? null : sha.repeat(64) });
  t.same(short(compared(body('1'), body('2'))), ['body look']);
  t.match(only(compared(body('1'), body(null)), 'body').because, /new did not come to its end/);
  t.equal(compared(body('1'), body('1')), null);
  t.same(short(compared({ anyName: false }, { anyName: true })), ['body look'], 'a default page');
  for (const from of [{}, { anyName: true }]) t.equal(compared(from, { anyName: true }), null);
  t.equal(compared({ ...body('1'), anyName: false }, { ...body('1'), anyName: true }), null, 'the same page');
  t.equal(compared(body('1'), {}), null, 'asked of one side alone');
  t.same(short(compared({ ...body('1'), status: 200 }, { ...body('2'), status: 201 })), ['status look']);
  t.end();
});

t.test('certificates', (t) => {
  const presents = (changes: Partial<typeof certificate>) => ({ certificate: { ...renewed, ...changes } });
  const of = (changes: Partial<typeof certificate>, at?: Date) => short(compared({}, presents(changes), at));
  const sameKey = { keySha256: certificate.keySha256 };
  t.same(of({}), ['certificate-key harmless']);
  t.same(of(sameKey), ['certificate harmless'], 'the same in all that matters');
  t.same(of({ ...sameKey, trusted: false }), ['certificate-trust blocks']);
  t.same(short(compared(presents({ trusted: false }), {})), ['certificate-trust harmless', 'certificate-key harmless']);
  t.match(
    only(compared({}, { certificate: { ...certificate, trusted: false } }), 'certificate-trust').because,
    /without the chain/,
    'the same certificate without its intermediate',
  );
  t.same(of({ ...sameKey, names: ['*.example.test'] }), ['certificate-names harmless']);
  t.same(of({ ...sameKey, names: ['WWW.example.test', 'www.example.test'] }), ['certificate harmless']);
  t.same(of({ ...sameKey, issuer: 'C=US, O=DigiCert Inc, CN=G2' }), ['certificate-issuer look']);
  t.same(of({ ...sameKey, issuer: "C=US, O=Let's Encrypt, CN=R11" }), ['certificate-issuer harmless']);
  t.same(
    short(
      compared(
        { certificate: { ...certificate, trusted: false } },
        presents({ ...sameKey, trusted: false, issuer: "C=US, O=Let's Encrypt, CN=X" }),
      ),
    ),
    ['certificate-issuer look'],
    'a name that anybody can write says nothing',
  );
  t.same(of({ ...sameKey, issuer: 'CN=lab' }), ['certificate-issuer look'], 'no organisation is none in common');
  t.same(of({ ...sameKey, notAfter: '2026-03-01T00:00:00.000Z' }), ['certificate-expiry look']);
  t.same(of({ ...sameKey, notAfter: '2026-05-01T00:00:00.000Z' }), ['certificate-expiry harmless']);
  const hourBefore = new Date(Date.parse(certificate.notAfter) - 3_600_000).toISOString();
  t.same(of({ ...sameKey, notAfter: hourBefore }), ['certificate harmless'], 'issued one after the other');
  const week = new Date('2026-03-25T00:00:00.000Z');
  t.same(of({ ...sameKey, notAfter: '2026-04-02T00:00:00.000Z' }, week), ['certificate-expiry look']);
  t.same(of({ ...sameKey, notAfter: '2026-06-02T00:00:00.000Z' }, week), ['certificate-expiry harmless']);
  t.equal(compared({}, {}, week), null, 'the same certificate is no difference, however soon it ends');
  t.same(of({ ...sameKey, notAfter: '' }), ['certificate harmless'], 'a date that nobody could read');
  t.same(short(compared({}, { certificate: null })), ['certificate look']);
  t.end();
});

t.test('keys of certificates', (t) => {
  const key = (before: string, after: string) =>
    short(compared({ certificate: { ...certificate, key: before } }, { certificate: { ...renewed, key: after } }));
  t.same(key('RSA 4096', 'RSA 1024'), ['certificate-key look']);
  t.same(key('RSA 2048', 'RSA 4096'), ['certificate-key harmless']);
  t.same(key('EC secp384r1', 'EC prime256v1'), ['certificate-key look']);
  t.same(key('RSA 2048', 'EC prime256v1'), ['certificate-key harmless']);
  t.same(key('EC prime256v1', 'Ed25519'), ['certificate-key harmless']);
  t.end();
});

t.test('needs', (t) => {
  const needs = (...some: MatrixCell['needs']) => ({ needs: some });
  const sni = compared(needs('tls'), needs('tls', 'sni'));
  t.same(short(sni), ['needs blocks']);
  t.match(only(sni, 'needs'), { from: null, to: 'sni', because: /without "check-sni www.example.test sni str\(/ });
  t.same(short(compared(needs('tls', 'sni'), needs('tls', 'sni'))), []);
  t.same(short(compared(needs('tls', 'sni'), needs('tls'))), ['needs harmless']);
  t.same(short(compared(needs('tls'), needs('proxy-protocol', 'tls'))), ['needs blocks']);
  t.same(short(compared(needs('proxy-protocol', 'tls'), needs('tls'))), ['needs look']);
  t.same(short(compared(needs('tls', 'tls-version'), needs('tls'))), ['needs look'], 'ssl-max-ver may be in the way');
  t.same(short(compared(needs('tls', 'http-version'), needs('tls'))), [], 'one connection does not tell');
  const clear = { ...noTls, needsComplete: true };
  t.same(short(compared({ ...clear, ...needs('http-version') }, clear)), ['needs look'], 'proto h2 is');
  t.same(short(compared(noTls, {})), ['needs blocks'], 'clear text before, TLS now');
  t.same(short(compared({}, noTls)), ['needs blocks'], 'TLS before, clear text now');
  t.same(short(compared(noTls, noTls)), []);
  t.end();
});

t.test('needs that one connection does not tell', (t) => {
  const ladder = (...some: MatrixCell['needs']) => ({ needs: some, needsComplete: true });
  const fast = (...some: MatrixCell['needs']) => ({ needs: some });
  t.same(short(compared(fast('tls'), ladder('tls', 'host', 'method'))), ['needs look', 'needs look']);
  t.same(short(compared(ladder('tls'), ladder('tls', 'host'))), ['needs blocks']);
  t.same(short(compared(ladder('tls', 'host'), fast('tls'))), [], 'whether it went is not known');
  t.same(short(compared(ladder('tls', 'host'), ladder('tls'))), ['needs harmless']);
  t.same(short(compared(fast('proxy-protocol', 'tls'), fast('tls', 'sni'))), ['needs look', 'needs look']);
  t.same(short(compared(fast('tls'), ladder('tls', 'forwarded-proto'))), ['needs blocks']);
  const gone = { ...notFound, ...ladder('tls', 'host') };
  t.same(short(compared(fast('tls'), gone)), ['verdict blocks'], 'of a host that fails it does not matter');
  t.same(short(compared(fast('tls'), { ...gone, needs: ['tls', 'sni'] })), ['verdict blocks', 'needs blocks']);
  t.end();
});

t.test('the worst is said first, and what it is all in all', (t) => {
  const found = compared({}, { headers: { hsts: 'max-age=1', server: 'x' }, needs: ['tls', 'sni'] });
  t.same(short(found), ['needs blocks', 'hsts look', 'server harmless']);
  t.match(found, {
    schema: 'sni-doctor/matrix-diff/1',
    host: 'www.example.test',
    from: 'old',
    to: 'new',
    blocks: true,
  });
  t.equal(compared({}, { headers: { hsts: 'max-age=1', server: 'x' } })?.judgement, 'look');
  t.equal(compared({}, { headers: { hsts: null, server: 'x' } })?.judgement, 'harmless');
  t.end();
});
