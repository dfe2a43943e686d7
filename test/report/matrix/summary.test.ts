/** Counts of a run, and the sentence that a manager reads. */
import t from 'tap';
import type { MatrixCell, MatrixDiff, MatrixDifference } from '../../../src/matrix-types.ts';
import { moveHeadline } from '../../../src/report/matrix/headline.ts';
import type { Joined } from '../../../src/report/matrix/join.ts';
import { startSummary } from '../../../src/report/matrix/summary.ts';
import { cell } from './diff-cell.ts';

const bad = { verdict: 'failed', stage: 'http', reason: 'status', status: 503 } as const;

function diff(host: string, to: string, what: MatrixDifference['what'], directives: string[] = []): MatrixDiff {
  const difference = { what, from: null, to: 'sni', judgement: 'blocks', because: '' } as const;
  return {
    schema: 'sni-doctor/matrix-diff/1',
    host,
    from: 'old',
    to,
    judgement: 'blocks',
    blocks: true,
    differences: [difference],
    directives,
  };
}

const sni = (host: string) => [`check-sni ${host}`, `sni str(${host})`];

/** A summary of cells at `old` and `new`, and of what came of the hosts. */
function summary(news: Partial<MatrixCell>[], joined: Omit<Joined, 'host'>[], olds = news.map(() => ({}))) {
  const tally = startSummary(true);
  for (const changes of olds) tally.cell(cell('old', changes));
  for (const changes of news) tally.cell(cell('new', changes));
  for (const [i, one] of joined.entries()) tally.joined({ host: `h${i}.test`, ...one });
  return tally.end(12);
}

const settled = (outcome: Joined['settled'], diffs: MatrixDiff[] = []): Omit<Joined, 'host'> => ({
  diffs,
  settled: outcome,
  missing: [],
});

t.test('cells are counted by target, verdict and reason', (t) => {
  const tally = startSummary(false);
  for (const changes of [{}, bad, bad]) tally.cell(cell('b', changes));
  tally.cell(cell('a', { connections: 7 }));
  const before = tally.end(1);
  tally.cell(cell('a'));
  t.same(before, {
    cells: 4,
    verdicts: { ok: 2, wrong: 0, failed: 2, error: 0 },
    targets: [
      { label: 'b', verdicts: { ok: 1, wrong: 0, failed: 2, error: 0 }, reasons: { status: 2 } },
      { label: 'a', verdicts: { ok: 1, wrong: 0, failed: 0, error: 0 }, reasons: {} },
    ],
    connections: 10,
    ms: 1,
  });
  t.equal(moveHeadline(before, 'b', ['a']), null, 'nothing was compared');
  t.end();
});

t.test('a directive with the host in it is one for all hosts', (t) => {
  const tally = startSummary(true);
  for (let i = 0; i < 1000; i++) {
    const host = `h${i}.test`;
    const diffs = [diff(host, 'new', 'needs', sni(host)), diff(host, 'next', 'needs', ['ssl', ...sni(host)])];
    tally.joined({ host, diffs: diffs.slice(0, 1), settled: null, missing: [] });
    tally.joined({ host, diffs: diffs.slice(1), settled: 'blocks', missing: [] });
  }
  tally.joined({
    host: 'ssl',
    diffs: [diff('ssl', 'new', 'needs', ['ssl', 'check-sni ssl', 'check-sni ssl.test'])],
    settled: 'blocks',
    missing: [],
  });
  const { move } = tally.end(0);
  t.match(move, { hosts: 1001, blocks: 1001, mendable: 1001 });
  t.same(move?.directives, [
    { text: 'check-sni NAME', hosts: 1001 },
    { text: 'ssl', hosts: 1001 },
    { text: 'sni str(NAME)', hosts: 1000 },
    { text: 'check-sni ssl.test', hosts: 1 },
  ]);
  for (let i = 0; i < 100; i++)
    tally.joined({ host: 'x', diffs: [diff('x', 'new', 'needs', [`crt /${i}`])], settled: 'blocks', missing: [] });
  t.equal(tally.end(0).move?.directives.length, 50);
  t.end();
});

t.test('only what directives mend is mendable', (t) => {
  const { move } = summary(
    [],
    [
      settled('blocks', [diff('h0.test', 'new', 'needs', ['ssl'])]),
      settled('blocks', [diff('h1.test', 'new', 'needs', [])]),
      settled('blocks', [diff('h2.test', 'new', 'verdict', ['ssl'])]),
      settled('blocks', [diff('h3.test', 'new', 'needs', ['ssl']), diff('h3.test', 'next', 'status')]),
      settled('same'),
    ],
  );
  t.match(move, { hosts: 5, blocks: 4, mendable: 1, same: 1 });
  t.end();
});

t.test('hosts of which a side is missing are named', (t) => {
  const tally = startSummary(true);
  for (let i = 0; i < 7; i++) tally.joined({ host: `h${i}.test`, diffs: [], settled: 'unknown', missing: ['old'] });
  tally.joined({ host: 'x.test', diffs: [], settled: 'unknown', missing: ['new'] });
  t.same(tally.notes(), [
    'not compared, for there is no cell at old: h0.test, h1.test, h2.test, h3.test, h4.test and 2 more',
    'not compared, for there is no cell at new: x.test',
  ]);
  t.end();
});

t.test('the headline', (t) => {
  const said = (...args: Parameters<typeof summary>) => {
    const line = moveHeadline(summary(...args), 'old', ['new']);
    return `${line?.word}: ${line?.text}`;
  };
  const needs = (i: number) => settled('blocks', [diff(`h${i}.test`, 'new', 'needs', ['ssl'])]);
  t.equal(said([], []), 'NOTHING COMPARED: No host was compared: old, new.');
  t.equal(
    said([], [settled('blocks'), settled('same'), settled('look'), settled('unknown')]),
    'MOVE BLOCKED: 1 of 4 hosts would break at new; 1 could not be compared, 1 is to be looked at.',
  );
  t.equal(
    said([], [needs(0), needs(1)]),
    'MOVE BLOCKED: All 2 hosts would break at new until HAProxy has the directives that they need there.',
  );
  t.equal(
    said([], [needs(0), settled('blocks'), settled('same')]),
    'MOVE BLOCKED: 2 of 3 hosts would break at new, 1 of them only until HAProxy has the directives that it needs there.',
  );
  t.equal(
    said([], [settled('unknown'), settled('look'), settled('same')]),
    'NOT ALL TESTED: 1 of 3 hosts could not be compared with old; nothing blocks the move of the other 2 to new, 1 of them is to be looked at.',
  );
  t.equal(
    said([], [settled('unknown'), settled('unknown')]),
    'NOT ALL TESTED: None of 2 hosts could be compared with old.',
  );
  t.equal(said([], [settled('unknown')]), 'NOT ALL TESTED: The only host could not be compared with old.');
  t.equal(
    said([{}, bad], [settled('look'), settled('same')], [{}, bad]),
    'LOOK FIRST: 1 of 2 hosts is to be looked at before the move to new; nothing blocks it; 1 fails at both.',
  );
  t.equal(
    said([bad, {}], [settled('same'), settled('same')], [bad, {}]),
    'LOOK FIRST: 1 of 2 hosts fails at new and old alike: the move breaks nothing, and mends nothing.',
    'what fails alike at both is no difference, and still not safe',
  );
  t.equal(
    said([{}, {}], [settled('same'), settled('harmless')]),
    'SAFE TO MOVE: 2 hosts are served at new as before (old), 1 of them with harmless differences.',
  );
  const many = {
    hosts: 120_000,
    same: 0,
    blocks: 1500,
    mendable: 1200,
    look: 0,
    harmless: 0,
    unknown: 0,
    directives: [],
  };
  t.match(
    moveHeadline({ ...summary([], []), move: many }, 'old', ['a', 'b'])?.text,
    /^1,500 of 120,000 hosts would break at a or b, 1,200 of them only until /,
  );
  t.equal(said([{}], [settled('same')]), 'SAFE TO MOVE: 1 host is served at new as before (old).');
  t.end();
});
