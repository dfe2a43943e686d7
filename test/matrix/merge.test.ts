import t from 'tap';
import { mergeResults, startMergeTally } from '../../src/matrix/merge.ts';
import type { MatrixCell } from '../../src/matrix-types.ts';
import { all, cell, line, pieces } from './cell.ts';

async function merge(...texts: string[]) {
  const tally = startMergeTally();
  const inputs = texts.map((text, i) => ({ name: `${i}.ndjson`, open: () => pieces(text, 1000) }));
  const cells = await all(mergeResults(inputs, tally));
  return { cells: cells.map(shown), tally };
}

function shown({ host, target, address, port, status }: MatrixCell): string {
  return `${host} ${target} ${address}:${port} ${status}`;
}

const a = cell('a.test');
const failed = cell('a.test', { verdict: 'failed', stage: 'http', reason: 'status', status: 503 });

t.test('each cell once: a cell is a host at a target, its address and port', async (t) => {
  const other = [{ target: 'old' }, { address: '127.0.0.2' }, { address: null }, { port: 443 }].map((key) =>
    line(cell('a.test', key)),
  );
  const { cells, tally } = await merge(line(a) + other.join(''), line(cell('b.test')));
  t.equal(new Set(cells).size, 6);
  t.match(tally, { cells: 6, same: 0, conflicts: 0, notes: [] });
});

t.test('the same cell in two files counts once, and that is said', async (t) => {
  const { cells, tally } = await merge(line(a), line({ ...a, ms: 99, connections: 3 }) + line(cell('b.test')));
  t.same(cells, ['a.test new 127.0.0.1:8443 200', 'b.test new 127.0.0.1:8443 200']);
  t.match(tally, { same: 1, conflicts: 0, notes: ['1 cell is in several files, counted once'] });
});

t.test('of two that came out differently the first stays, and the second is named', async (t) => {
  const { cells, tally } = await merge(line(failed), line(a));
  t.same(cells, ['a.test new 127.0.0.1:8443 503']);
  t.match(tally, { conflicts: 1, notes: ['1.ndjson:1: a.test at new came out otherwise before: not counted'] });
  const many = Array.from({ length: 50 }, (_, i) => cell(`h${i}.test`));
  const otherwise = many.map((one) => line({ ...one, status: 302 })).join('');
  const { tally: told } = await merge(many.map(line).join(''), otherwise);
  t.equal(told.conflicts, 50);
  t.equal(told.notes.length, 6);
  t.match(told.notes.at(-1), '45 more cells');
});

t.test('differences are passed over, broken lines and a torn end are named with their file', async (t) => {
  const diff = line({ schema: 'sni-doctor/matrix-diff/1', host: 'a.test', from: 'old', to: 'new' });
  const { cells, tally } = await merge(
    `${line(a)}${diff}hello\n`,
    `${line(cell('b.test'))}${line(a).slice(0, 99)}`,
    '',
  );
  t.equal(cells.length, 2);
  t.equal(tally.broken, 1);
  t.same(tally.notes, [
    '0.ndjson:3: passed over: it is not JSON on one line',
    '1.ndjson:2: the line is cut off, where a run was ended: passed over',
    '2.ndjson holds no cell',
  ]);
  await t.rejects(merge(line(a), 'hello\n'), /1\.ndjson:1: no result of matrix/);
});

t.test('the parts of a run, merged, are the run', async (t) => {
  const { inShard } = await import('../../src/matrix/shard.ts');
  const cells = Array.from({ length: 300 }, (_, i) => cell(`h${i % 150}.test`, { target: i < 150 ? 'old' : 'new' }));
  const parts = [0, 1, 2].map((index) => cells.filter(({ host }) => inShard(host, index, 3)));
  const { cells: merged, tally } = await merge(...parts.map((part) => part.map(line).join('')));
  t.same(merged.sort(), cells.map(shown).sort());
  t.same(tally.notes, []);
});
