/** Cells in any order, and what comes out of them. */
import t from 'tap';
import type { MatrixCell, MatrixTarget } from '../../../src/matrix-types.ts';
import { type EarlierCells, type Joined, joinByHost } from '../../../src/report/matrix/join.ts';
import { cell, certificate, renewed } from './diff-cell.ts';

const target = (label: string): MatrixTarget => ({ label, address: '192.0.2.7', port: 443 });
const of = (host: string, label: string, changes: Partial<MatrixCell> = {}) => cell(label, { host, ...changes });
const bad = { verdict: 'wrong', stage: 'http', reason: 'not-found', status: 404 } as const;
const error = {
  verdict: 'error',
  stage: 'resolve',
  reason: 'unreachable',
  status: null,
  tls: null,
  certificate: null,
} as const;

/** What came of each host: the targets that differ, what was settled, what is missing. */
function told(all: Joined[]): Record<string, { to: string[]; settled: string | null; missing: string[] }> {
  const hosts: ReturnType<typeof told> = {};
  for (const { host, diffs, settled, missing } of all) {
    const known = hosts[host] ?? { to: [], settled: null, missing: [] };
    if (known.settled !== null) throw new Error(`${host} is settled twice`);
    hosts[host] = { to: [...known.to, ...diffs.map(({ to }) => to)].sort(), settled, missing };
  }
  return hosts;
}

function joined(cells: MatrixCell[], labels: string[] | null, from: string | EarlierCells = 'old') {
  const join = joinByHost({ from, targets: labels?.map(target) ?? null });
  const all = cells.flatMap((one) => join.cell(one) ?? []);
  return told([...all, ...join.end()]);
}

t.test('every order of the cells comes to the same', (t) => {
  const cells = [
    of('a.test', 'old'),
    of('a.test', 'new', bad),
    of('a.test', 'next'),
    of('b.test', 'old', { certificate: renewed }),
    of('b.test', 'new'),
    of('b.test', 'next', error),
  ];
  const expected = {
    'a.test': { to: ['new'], settled: 'blocks', missing: [] },
    'b.test': { to: ['new', 'next'], settled: 'unknown', missing: [] },
  };
  for (let turn = 0; turn < cells.length; turn++) {
    const turned = [...cells.slice(turn), ...cells.slice(0, turn)];
    t.same(joined(turned, ['old', 'new', 'next']), expected);
    t.same(joined(turned.toReversed(), ['old', 'new', 'next']), expected);
    t.same(joined(turned, null), expected, 'targets are not known beforehand');
  }
  t.end();
});

t.test('a difference is told as soon as both sides are there', (t) => {
  const join = joinByHost({ from: 'old', targets: ['old', 'new', 'next'].map(target) });
  t.equal(join.cell(of('a.test', 'new', bad)), null);
  t.match(join.cell(of('a.test', 'old')), { diffs: [{ to: 'new' }], settled: null });
  t.match(join.cell(of('a.test', 'next')), { diffs: [], settled: 'blocks', missing: [] });
  t.same([...join.end()], []);
  t.end();
});

t.test('what stays alone is said', (t) => {
  const cells = [of('a.test', 'old'), of('b.test', 'new'), of('c.test', 'old'), of('c.test', 'new')];
  t.same(joined(cells, ['old', 'new']), {
    'a.test': { to: [], settled: 'unknown', missing: ['new'] },
    'b.test': { to: [], settled: 'unknown', missing: ['old'] },
    'c.test': { to: [], settled: 'same', missing: [] },
  });
  t.same(joined(cells, null), {
    'a.test': { to: [], settled: 'unknown', missing: [] },
    'b.test': { to: [], settled: 'unknown', missing: ['old'] },
    'c.test': { to: [], settled: 'same', missing: [] },
  });
  t.end();
});

t.test('cells of targets that are not asked for any more do not count', (t) => {
  const moved = [of('a.test', 'old', { address: '192.0.2.8' }), of('a.test', 'new', { ...bad, port: 8443 })];
  const cells = [...moved, of('a.test', 'older'), of('a.test', 'old'), of('a.test', 'new')];
  t.same(joined(cells, ['old', 'new']), { 'a.test': { to: [], settled: 'same', missing: [] } });
  t.end();
});

t.test('an earlier run in place of the old target', (t) => {
  const earlier = new Map([
    ['a.test', of('a.test', 'old')],
    ['gone.test', of('gone.test', 'old')],
  ]);
  const run: EarlierCells = {
    from: () => 'old',
    take(host) {
      const known = earlier.get(host) ?? null;
      earlier.delete(host);
      return known;
    },
    left: () => earlier.keys(),
  };
  t.same(joined([of('a.test', 'new', bad), of('new.test', 'new')], ['new'], run), {
    'a.test': { to: ['new'], settled: 'blocks', missing: [] },
    'new.test': { to: [], settled: 'unknown', missing: ['old'] },
    'gone.test': { to: [], settled: 'unknown', missing: ['new'] },
  });
  t.end();
});

t.test('what was kept is compared as it came', (t) => {
  const rich: Partial<MatrixCell> = {
    needs: ['tls', 'forwarded-proto'],
    needsComplete: true,
    redirect: '/x',
    status: 302,
    headers: { hsts: 'max-age=1', server: 'x' },
    bodySha256: null,
    directives: ['http-request set-header X-Forwarded-Ssl on if { ssl_fc }'],
    certificate: { ...renewed, trusted: false },
  };
  const early = joinByHost({ from: 'old', targets: [target('old'), target('new')] });
  early.cell(of('a.test', 'new', rich));
  early.cell(of('b.test', 'new', { certificate: { ...renewed, trusted: true } }));
  const late = joinByHost({ from: 'old', targets: [target('old'), target('new')] });
  const before = of('a.test', 'old', { bodySha256: '1'.repeat(64), certificate, needsComplete: true });
  late.cell(before);
  t.same(early.cell(before)?.diffs, late.cell(of('a.test', 'new', rich))?.diffs);
  t.same(early.cell(of('b.test', 'old', { certificate: renewed })), {
    host: 'b.test',
    diffs: [],
    settled: 'same',
    missing: [],
  });
  t.end();
});
