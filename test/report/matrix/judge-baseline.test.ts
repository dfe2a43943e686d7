import t from 'tap';
import type { Baseline, Glance, MatrixLeaf } from '../../../src/matrix-types.ts';
import { baselineFacts } from '../../../src/report/matrix/judge.ts';
import type { FailureKind, Stage } from '../../../src/types.ts';

const failed = (stage: Stage, kind: FailureKind): Glance => ({
  outcome: 'failed',
  failure: { stage, kind, message: '', alert: null, code: null, received: null },
  ms: 1,
});
const leafOf = (sha256: string) => ({ sha256 }) as MatrixLeaf;
const answered = (status: number, body = '', sha256: string | null = 'aa', location?: string): Glance => ({
  outcome: 'passed',
  ...(sha256 !== null && {
    tls: { version: 'TLSv1.3', alpn: null, leaf: leafOf(sha256), trusted: false, reason: '', matchesHost: false },
  }),
  http: { version: '1.1', status, reason: '', headers: location === undefined ? {} : { location }, body },
  ms: 1,
});
const clear = (status: number, body = '') => answered(status, body, null);
const of = (nameless: Glance, unrelated: Glance, inClear: Glance) =>
  baselineFacts({ nameless, unrelated, clear: inClear } satisfies Baseline);

t.test('whether a server name is needed', async (t) => {
  const refused = clear(400);
  const needsSni = (nameless: Glance, unrelated: Glance) => of(nameless, unrelated, refused).needsSni;
  for (const kind of ['alert', 'reset', 'closed'] as const) {
    t.equal(needsSni(failed('tls', kind), failed('tls', kind)), true, `${kind} without one`);
  }
  t.equal(needsSni(answered(404), answered(404)), false);
  t.equal(needsSni(answered(421), answered(404)), true, 'misdirected without one');
  t.equal(needsSni(answered(421), answered(421)), null, 'misdirected for the name that nobody has, perhaps');
  t.equal(needsSni(answered(421), failed('tls', 'alert')), null);
  t.equal(needsSni(failed('tls', 'timeout'), answered(404)), null, 'time is no answer');
  t.equal(needsSni(failed('connect', 'refused'), answered(404)), null);
  t.equal(needsSni(failed('connect', 'reset'), answered(404)), null);
  t.equal(needsSni(failed('http', 'reset'), answered(404)), null, 'the handshake passed, and no answer came');
  t.equal(needsSni({ ...failed('connect', 'local'), shortage: 'EMFILE' }, answered(404)), null);
  const asked = failed('tls', 'alert');
  if (asked.failure) asked.failure.clientCertificate = { authorities: [] };
  t.equal(needsSni(asked, asked), null, 'what was missed may be a client certificate');
});

t.test('whether a port speaks clear text alone', async (t) => {
  const notTls = failed('tls', 'not-tls');
  t.equal(of(notTls, notTls, clear(404)).clearOnly, true);
  t.equal(of(notTls, notTls, failed('http', 'not-http')).clearOnly, null, 'neither one nor the other');
  t.equal(of(answered(200), answered(200), clear(400)).clearOnly, false);
  t.equal(of(failed('tls', 'alert'), failed('tls', 'alert'), clear(400)).clearOnly, false, 'an alert is TLS');
  t.equal(of(failed('tls', 'reset'), failed('tls', 'reset'), clear(200)).clearOnly, null);
  t.equal(of(notTls, failed('tls', 'timeout'), clear(200)).clearOnly, null);
});

t.test('whether anything listens', async (t) => {
  const refused = failed('connect', 'refused');
  t.equal(of(refused, refused, refused).unreachable, true);
  t.equal(of(refused, refused, failed('http', 'timeout')).unreachable, false);
  const short: Glance = { ...failed('connect', 'local'), shortage: 'EMFILE' };
  t.equal(of(short, short, short).unreachable, false, 'a want of this side is none of the target');
});

t.test('what unknown names get', async (t) => {
  const facts = of(answered(404, 'x', 'aa'), answered(404, 'no unrelated.invalid here', 'bb'), clear(404, 'x'));
  t.same(facts.defaultLeafs, ['aa', 'bb']);
  t.same(
    facts.notFound.map(({ body }) => body),
    ['x', 'no \0 here'],
    'each page once, without the name',
  );
  t.same(of(answered(200, 'hello'), answered(503), clear(301)).notFound, [], 'other answers are not compared');
  t.same(of(answered(404, '', 'aa'), answered(404, '', 'aa'), clear(200)).defaultLeafs, ['aa']);
});
