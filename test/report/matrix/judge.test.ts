import t from 'tap';
import { faults } from '../../../src/catalogue/faults/index.ts';
import { needs } from '../../../src/catalogue/needs/index.ts';
import type { Glance, MatrixLeaf, MatrixPair } from '../../../src/matrix-types.ts';
import { compareCells } from '../../../src/report/matrix/diff.ts';
import {
  type BaselineFacts,
  cellOf,
  errorCell,
  type JudgeAsked,
  judgeGlance,
  passedLater,
} from '../../../src/report/matrix/judge.ts';
import { unknownPage } from '../../../src/report/matrix/page.ts';
import type { Failure, FailureKind, HttpFacts, Stage } from '../../../src/types.ts';

const host = 'www.example.test';
const at = '2026-03-01T12:00:00.000Z';
const names = { host, sni: host, hostHeader: host };
const asked: JudgeAsked = { ...names, method: 'GET', path: '/', expect: null, caGiven: false, way: '', at };
const unknownTarget: BaselineFacts = {
  way: '',
  defaultLeafs: [],
  needsSni: null,
  clearOnly: null,
  unreachable: false,
  notFound: [],
  answers: [],
};
const pair: MatrixPair = { host, target: { label: 'new', address: '192.0.2.7', port: 443 } };

const leaf: MatrixLeaf = {
  subject: `CN=${host}`,
  names: [host],
  commonNames: [host],
  issuer: 'CN=Test CA',
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2026-06-01T00:00:00.000Z',
  sha256: 'ab'.repeat(32),
  selfSigned: false,
  namesIssuerUrl: false,
  key: 'EC prime256v1',
  keySha256: 'cd'.repeat(32),
};
const tls: NonNullable<Glance['tls']> = {
  version: 'TLSv1.3',
  alpn: null,
  leaf,
  trusted: true,
  reason: null,
  matchesHost: true,
};

const answer = (status: number, headers: Record<string, string> = {}, body = ''): HttpFacts => ({
  version: '1.1',
  status,
  reason: '',
  headers,
  body,
});
const good: Glance = { outcome: 'passed', tls, http: answer(200), ms: 12.34 };
const failed = (stage: Stage, kind: FailureKind, more: Partial<Failure> = {}): Glance => ({
  outcome: 'failed',
  failure: { stage, kind, message: '', alert: null, code: null, received: null, ...more },
  ...(stage === 'http' && { tls }),
  ms: 1,
});
const alert = (number: number) => ({ alert: { number, name: 'some' } });
const judge = (glance: Glance, changes: Partial<JudgeAsked> = {}, facts: Partial<BaselineFacts> = {}) =>
  judgeGlance(glance, { ...unknownTarget, ...facts }, { ...asked, ...changes });
const said = (...of: Parameters<typeof judge>) => {
  const { verdict, stage, reason, findings } = judge(...of);
  return [verdict, stage, reason, ...findings.map(({ code, severity }) => `${code}:${severity}`)]
    .filter(Boolean)
    .join(' ');
};

t.test('a good answer is nothing to look at twice', async (t) => {
  t.match(judge(good), { verdict: 'ok', stage: null, reason: null, findings: [], surprising: false, retryable: false });
  for (const status of [200, 204, 302, 399]) t.equal(said({ ...good, http: answer(status) }), 'ok', `${status}`);
  t.equal(said({ ...good, http: answer(401) }, { expect: 'status 401' }), 'ok', 'what is expected is good');
  t.equal(said({ ...good, http: answer(404) }, { expect: '! status 500-599' }), 'ok');
  t.equal(said({ ...good, http: answer(421) }, { expect: 'status 421' }), 'ok');
  t.equal(said(good, { expect: 'status 204' }), 'failed http status SNI417:error', 'and what is not is none');
  const { tls: _, ...clear } = good;
  t.equal(said(clear, { way: 'clear/' }), 'ok', 'clear text has no certificate to judge');
});

t.test('each failure has its code, and the worth of a second try', async (t) => {
  const table: [Stage, FailureKind, string, { surprising: boolean; retryable: boolean }][] = [
    ['connect', 'refused', 'SNI401', { surprising: false, retryable: true }],
    ['connect', 'unreachable', 'SNI402', { surprising: false, retryable: false }],
    ['connect', 'timeout', 'SNI403', { surprising: false, retryable: true }],
    ['connect', 'reset', 'SNI406', { surprising: false, retryable: true }],
    ['proxy', 'reset', 'SNI406', { surprising: true, retryable: true }],
    ['tls', 'timeout', 'SNI404', { surprising: true, retryable: true }],
    ['tls', 'reset', 'SNI406', { surprising: true, retryable: true }],
    ['tls', 'closed', 'SNI406', { surprising: true, retryable: true }],
    ['tls', 'not-tls', 'SNI407', { surprising: true, retryable: false }],
    ['tls', 'local', 'SNI409', { surprising: true, retryable: false }],
    ['tls', 'protocol', 'SNI418', { surprising: true, retryable: false }],
    ['tls', 'unreachable', 'SNI402', { surprising: true, retryable: false }],
    ['http', 'timeout', 'SNI405', { surprising: true, retryable: true }],
    ['http', 'reset', 'SNI422', { surprising: true, retryable: true }],
    ['http', 'closed', 'SNI422', { surprising: true, retryable: true }],
    ['http', 'not-http', 'SNI408', { surprising: true, retryable: false }],
    ['http', 'protocol', 'SNI408', { surprising: true, retryable: false }],
  ];
  for (const [stage, kind, code, worth] of table) {
    const judged = judge(failed(stage, kind));
    t.match(judged, { verdict: 'failed', stage, reason: kind, needs: [], way: null, ...worth }, `${stage} ${kind}`);
    t.same(
      judged.findings.filter(({ severity }) => severity === 'error').map((one) => one.code),
      [code],
      `${stage} ${kind}`,
    );
  }
  t.equal(said(failed('tls', 'alert', alert(112))), 'failed tls alert SNI418:error');
  t.equal(
    said(failed('http', 'alert', alert(116))),
    'failed http alert SNI105:error',
    'a client certificate is wanted',
  );
  t.equal(judge(failed('http', 'alert', alert(116))).findings[0]?.id, 'client-certificate-required');
});

t.test('findings speak as the catalogue does', async (t) => {
  const titles = new Map([...needs, ...faults].map(({ code, title }) => [code, title]));
  for (const glance of [failed('connect', 'refused'), failed('tls', 'reset'), { ...good, http: answer(421) }]) {
    for (const { code, title } of judge(glance).findings) t.equal(title, titles.get(code), code);
  }
});

t.test('certificates', async (t) => {
  const shown = (changes: Partial<typeof tls>): Glance => ({ ...good, tls: { ...tls, ...changes } });
  const dated = (notBefore: string, notAfter: string) => shown({ leaf: { ...leaf, notBefore, notAfter } });
  t.equal(said(dated('2025-01-01T00:00:00.000Z', '2026-03-01T11:59:59.000Z')), 'failed tls certificate SNI410:error');
  t.equal(said(dated('2026-03-01T12:00:01.000Z', '2027-01-01T00:00:00.000Z')), 'failed tls certificate SNI411:error');
  t.equal(
    said(dated('2026-03-01T12:00:00.000Z', '2026-03-01T12:00:00.000Z')),
    'ok',
    'its first and last moment are its own',
  );
  t.equal(judge(dated('2025-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z')).surprising, false, 'a date tells all');

  const stranger = shown({ matchesHost: false });
  t.equal(said(stranger), 'wrong tls certificate SNI412:error');
  t.equal(said(stranger, {}, { defaultLeafs: [leaf.sha256] }), 'wrong tls default-certificate SNI412:error');
  t.equal(said(good, {}, { defaultLeafs: [leaf.sha256] }), 'ok', 'a default certificate that names the host is good');
  t.ok(judge(stranger).surprising);
  t.notOk(judge(stranger).retryable);
  const byAddress = { host: '192.0.2.7', sni: null, hostHeader: '192.0.2.7' };
  t.equal(
    said(stranger, byAddress, { defaultLeafs: [leaf.sha256] }),
    'wrong tls certificate SNI412:error',
    'no name was sent',
  );
  t.equal(
    said(shown({ leaf: null, matchesHost: null })),
    'wrong tls certificate SNI412:error',
    'one that nobody can read names nobody',
  );

  const untrusted = shown({ trusted: false, reason: 'SELF_SIGNED_CERT_IN_CHAIN' });
  t.equal(said(untrusted), 'ok SNI413:warning', 'nobody said whom to trust');
  t.equal(said(untrusted, { caGiven: true }), 'failed tls certificate SNI413:error');
  t.equal(judge(untrusted, { caGiven: true }).surprising, false);
  const alone = shown({ trusted: false, reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  t.equal(said(alone, { caGiven: true }), 'failed tls certificate SNI414:error', 'its intermediate is missing');

  const both = shown({ matchesHost: false, leaf: { ...leaf, notAfter: '2026-02-01T00:00:00.000Z' } });
  t.match(said(both), /^wrong tls certificate SNI412:error/, 'whose it is comes before how old it is');
  t.equal(
    said({ ...stranger, http: answer(404) }).startsWith('wrong tls certificate SNI412:error'),
    true,
    'and before the answer',
  );
  t.match(
    said({ ...failed('http', 'reset'), tls: { ...tls, matchesHost: false } }),
    /^failed http reset/,
    'without an answer it failed',
  );
});

t.test('answers of those who do not have the host', async (t) => {
  const page = (body: string, status = 404) => ({ ...good, http: answer(status, {}, body) });
  const notFound = [{ status: 404, location: null, body: 'no \0 here', cut: false }];
  t.equal(
    said(page(`no ${host} here`), {}, { notFound }),
    'wrong http not-found SNI416:error',
    'the page of unknown names',
  );
  const short = { host: 'no', sni: 'no', hostHeader: 'no' };
  t.equal(said(page('no no here'), short, { notFound }), 'wrong http not-found SNI416:error', 'however short the name');
  t.equal(said(page('lost something?'), {}, { notFound }), 'failed http not-found SNI417:error', "the host's own page");
  t.equal(said(page(`no ${host} here`)), 'failed http not-found SNI417:error', 'nothing is known of unknown names');
  t.equal(said(page(`no ${host} here`, 410), {}, { notFound }), 'failed http status SNI417:error', 'another status');
  t.equal(said(page('', 421)), 'wrong http misdirected SNI416:error');
  t.equal(
    said(page('Bad Request - Invalid Hostname', 400)),
    'wrong http not-found SNI416:error',
    'it says so in words',
  );
  t.equal(said(page('Bad Request', 400)), 'failed http status SNI417:error');
  t.ok(judge(page('', 421)).surprising);
});

t.test('long pages that repeat the host are cut at different places', async (t) => {
  const long = 'x'.repeat(600) + host + 'y'.repeat(2000);
  const http = answer(404, {}, long.slice(0, 1024));
  const page = (text: string) => ({ status: 404, location: null, body: text.slice(0, 1024 - 16), cut: true });
  const same = page(`${'x'.repeat(600)}\0${'y'.repeat(2000)}`);
  t.equal(judge({ ...good, http }, {}, { notFound: [same] }).verdict, 'wrong');
  const other = page(`${'x'.repeat(600)}\0${'z'.repeat(2000)}`);
  t.equal(judge({ ...good, http }, {}, { notFound: [other] }).verdict, 'failed');
});

t.test('answers that are none for a proxy', async (t) => {
  const moved = (location: string, headers = {}): Glance => ({ ...good, http: answer(301, { location, ...headers }) });
  t.equal(said(moved(`https://${host}/`)), 'failed http status SNI417:error', 'round and round');
  t.ok(judge(moved(`https://${host}/`)).surprising, 'unless a header ends it');
  t.equal(said(moved(`https://${host}/`, { 'set-cookie': 'a=b' })), 'ok', 'who keeps the cookie gets on');
  t.equal(said(moved(`https://${host}/login`)), 'ok');
  t.equal(said(moved('http://[')), 'ok', 'nowhere that could be read');
  t.equal(said(moved('https://other.example.test/')), 'ok SNI434:warning');
  t.equal(
    said({ ...good, http: { ...answer(200), interim: [{ status: 103, reason: '' }] } }),
    'failed http status SNI417:error',
  );
  t.equal(said({ ...good, http: answer(200, { 'grpc-status': '14' }) }), 'failed http status SNI433:error');
  t.equal(said({ ...good, http: answer(200, { 'grpc-status': '0' }) }).split(' ')[0], 'ok');
  t.equal(said({ ...good, http: { ...answer(200), headSize: 15_900 } }), 'failed http status SNI424:error');
  t.equal(said({ ...good, http: answer(429) }), 'failed http status SNI423:error');
  for (const status of [429, 502, 503, 504])
    t.ok(judge({ ...good, http: answer(status) }).retryable, `${status} may pass`);
  for (const status of [400, 403, 404, 421, 500])
    t.notOk(judge({ ...good, http: answer(status) }).retryable, `${status} stays`);
});

t.test('a want of this side says nothing of the target', async (t) => {
  const short: Glance = { ...failed('connect', 'local', { code: 'EMFILE' }), shortage: 'EMFILE' };
  t.match(judge(short), { verdict: 'error', surprising: false, retryable: true });
  const cell = errorCell(pair, 'connect', 'local', 'no connection could be made from here');
  t.match(cell, {
    verdict: 'error',
    stage: 'connect',
    reason: 'local',
    status: null,
    certificate: null,
    connections: 0,
  });
  t.match(cell.findings, [{ severity: 'error', title: 'no connection could be made from here' }]);
});

t.test('an answer that any name gets', async (t) => {
  const answers = [unknownPage(answer(200))];
  t.equal(judge(good, {}, { answers }).anyName, true);
  t.equal(judge(good, {}, { answers: [unknownPage(answer(404))] }).anyName, false);
  t.equal(judge(good).anyName, undefined, 'nobody knows');
  t.equal(judge(good, { method: 'HEAD' }, { answers }).anyName, undefined, 'all answers to HEAD are alike');
});

t.test('needs that are known', async (t) => {
  const needed = (way: JudgeAsked['way'], needsSni: boolean | null, sni: string | null = host) =>
    judge(way.startsWith('clear') ? { outcome: 'passed', http: answer(200), ms: 1 } : good, { way, sni }, { needsSni })
      .needs;
  t.same(needed('', null), ['tls']);
  t.same(needed('', false), ['tls']);
  t.same(needed('', true), ['tls', 'sni']);
  t.same(needed('', true, null), ['tls'], 'none was sent');
  t.same(needed('clear/', true), []);
  t.same(needed('proxy-v2/', true), ['proxy-protocol', 'tls'], 'the baseline failed for want of the header');
  t.same(
    judge(good, { way: 'proxy-v2/' }, { way: 'proxy-v2/', needsSni: true }).needs,
    ['proxy-protocol', 'tls', 'sni'],
    'it was made with the header',
  );
  t.same(needed('clear-proxy-v1/', null), ['proxy-protocol']);
  t.same(needed('tls12/', true), ['tls', 'tls-version']);
  t.same(needed('alpn-http11/', null), ['tls', 'alpn']);
  t.same(needed('alpn-h2/', null), ['tls', 'http-version']);
  t.equal(judge(good).needsComplete, false);
});

t.test('what a learned way takes is told for every host', async (t) => {
  const told = (way: JudgeAsked['way'], glance: Glance = good) => {
    const to = cellOf(pair, judge(glance, { way }), glance, 1);
    const from = cellOf({ ...pair, target: { ...pair.target, label: 'old' } }, judge(good), good, 1);
    return [to.directives, compareCells(from, to)?.directives.filter((text) => /proxy|proto/.test(text))];
  };
  const clear: Glance = { outcome: 'passed', http: answer(200), ms: 1 };
  t.same(told('proxy-v2/'), [['send-proxy-v2'], ['send-proxy-v2']]);
  t.same(told('proxy-v1/'), [['send-proxy'], ['send-proxy']]);
  t.same(told('clear-proxy-v2/', clear), [['send-proxy-v2'], ['send-proxy-v2']]);
  t.same(told('clear-proxy-v1/', clear), [['send-proxy'], ['send-proxy']]);
  t.same(told('clear-h2/', clear)[0], ['proto h2']);
  t.equal(told('tls12/')[0], undefined, 'the version says it');
  t.equal(told('proxy-v2/', failed('tls', 'reset'))[0], undefined, 'nothing came');
});

t.test('one that passes at a second try says so', async (t) => {
  const later = passedLater(judge(good));
  t.match(later, { verdict: 'ok', findings: [{ code: 'SNI420', id: 'intermittent', severity: 'warning' }] });
  t.equal(passedLater(later).findings.length, 1, 'once');
  const still = judge(failed('tls', 'reset'));
  t.same(passedLater(still), still, 'one that does not is no better for it');
});

t.test('a cell', async (t) => {
  const http = answer(302, { location: '/login', server: 'nginx', 'strict-transport-security': 'max-age=1' });
  const seen: Glance = { ...good, http, bodySha256: null };
  const cell = cellOf(pair, judge(seen), seen, 3);
  t.match(cell, {
    schema: 'sni-doctor/matrix/1',
    host,
    target: 'new',
    address: '192.0.2.7',
    port: 443,
    verdict: 'ok',
    status: 302,
    certificate: { sha256: leaf.sha256, matchesHost: true, trusted: true, names: [host], key: 'EC prime256v1' },
    tls: { version: 'TLSv1.3', alpn: null },
    redirect: '/login',
    headers: { hsts: 'max-age=1', server: 'nginx' },
    bodySha256: null,
    ms: 12.3,
    connections: 3,
  });
  const plain = cellOf(pair, judge(good), good, 1);
  t.match(plain, { redirect: null, headers: { hsts: null, server: null } });
  t.notOk('bodySha256' in plain || 'directives' in plain, 'what was not asked for is not there');
  const created: Glance = { ...good, http: answer(201, { location: '/new' }) };
  t.equal(cellOf(pair, judge(created), created, 1).redirect, null, 'nobody is sent anywhere');
  const broken: Glance = { ...failed('tls', 'alert'), tls };
  t.equal(cellOf(pair, judge(broken), broken, 1).tls, null, 'no handshake was completed');
});

t.test('what a backend writes is cut', async (t) => {
  const other = Array.from({ length: 100 }, (_, i) => `site-${i}.example.test`);
  const wide = {
    ...leaf,
    names: [...other, 'x'.repeat(5000), '*.EXAMPLE.test', host],
    subject: 'CN='.padEnd(9000, 's'),
  };
  const headers = {
    location: 'l'.repeat(9000),
    server: 's'.repeat(9000),
    'strict-transport-security': 'h'.repeat(9000),
  };
  const seen: Glance = { ...good, tls: { ...tls, leaf: wide }, http: answer(302, headers) };
  const cell = cellOf(pair, judge(seen), seen, 1);
  t.same(
    cell.certificate?.names.slice(0, 3),
    ['*.EXAMPLE.test', host, 'site-0.example.test'],
    'those that name the host come first',
  );
  t.equal(cell.certificate?.names.length, 20);
  t.equal(cell.redirect?.length, 512);
  t.equal(cell.headers.server?.length, 200);
  t.equal(cell.headers.hsts?.length, 200);
  t.ok(JSON.stringify(cell).length < 4096);
});
