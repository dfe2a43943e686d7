/** An earlier run in place of the target that is moved away from. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import t from 'tap';
import { openBaseline } from '../../src/cli/matrix-baseline.ts';
import { Refusal } from '../../src/cli/refusal.ts';
import type { MatrixCell } from '../../src/matrix-types.ts';
import { cell } from '../report/matrix/diff-cell.ts';

const terminal = () => ({ stdin: new Readable({ read() {} }), signal: new AbortController().signal });
const bad = { verdict: 'failed', stage: 'http', reason: 'status', status: 503 } as const;
const of = (host: string, target: string, changes: Partial<MatrixCell> = {}) => cell(target, { host, ...changes });

t.test('the target of the same label, else the only one', async (t) => {
  const file = written(t.testdir(), [of('a.test', 'old'), of('a.test', 'new', bad), of('b.test', 'old')]);
  const same = await openBaseline(file, { labels: ['new'] }, terminal());
  t.match(same.take('a.test', 'new'), { target: 'new', status: 503 });
  t.equal(same.take('b.test', 'new'), null, 'cells of the other target do not count');
  t.equal(same.hosts, 1);
  t.same(same.notes, []);

  const single = written(t.testdir(), [of('a.test', 'old'), of('b.test', 'old')]);
  const only = await openBaseline(single, { labels: ['lb', 'next'] }, terminal());
  t.match(only.take('a.test', 'lb'), { target: 'old', status: 200 });
  t.match(only.take('a.test', 'next'), { target: 'old' }, 'as often as it is asked for');
  t.equal(only.from('lb'), 'old');
  t.same([...only.left()], ['b.test']);
  t.match(only.notes, [/^lb is compared with old of /, /^next is compared with old of /]);
});

t.test('exact pairs do not say their labels beforehand', async (t) => {
  const file = written(t.testdir(), [of('a.test', 'old'), of('a.test', 'new', bad)]);
  const run = await openBaseline(file, { labels: null }, terminal());
  t.match([run.take('a.test', 'old')?.status, run.take('a.test', 'new')?.status], [200, 503]);
  t.equal(run.take('a.test', 'other'), null);
});

t.test('of several cells of a host the best counts', async (t) => {
  const file = written(t.testdir(), [
    of('a.test', 'old', bad),
    of('a.test', 'old', { status: 204 }),
    of('a.test', 'old', bad),
  ]);
  const run = await openBaseline(file, { labels: ['old'] }, terminal());
  t.equal(run.take('a.test', 'old')?.status, 204);
});

t.test('hosts of other parts are left out', async (t) => {
  const file = written(t.testdir(), [of('a.test', 'old'), of('b.test', 'old')]);
  const run = await openBaseline(file, { labels: ['old'], keep: (host) => host === 'b.test' }, terminal());
  t.same([...run.left()], ['b.test']);
  t.equal(run.take('a.test', 'old'), null);
});

t.test('a line that is cut off, or none of ours, is passed over and said', async (t) => {
  const lines = [
    JSON.stringify(of('a.test', 'old')),
    '{"schema":"sni-doctor/probe/1"}',
    '{"schema":"sni-doctor/matrix/1","ho',
  ];
  const file = join(t.testdir(), 'run.ndjson');
  writeFileSync(file, lines.join('\n'));
  const run = await openBaseline(file, { labels: ['new'] }, terminal());
  t.equal(run.hosts, 1);
  t.match(run.notes.join('\n'), /run\.ndjson:2: .*\n.*run\.ndjson:3: /s);
});

t.test('what cannot stand for the old target is refused', async (t) => {
  const folder = t.testdir({ empty: '', 'other.txt': 'www.example.test\n', torn: '{"schema":"sni-doctor/mat' });
  const refused = (file: string, labels: string[], message: RegExp) =>
    t.rejects(openBaseline(file, { labels }, terminal()), { name: Refusal.name, exitCode: 3, message });
  await refused(join(folder, 'none'), ['new'], /none: no such file/);
  await refused(join(folder, 'empty'), ['new'], /there is no cell in it/);
  await refused(join(folder, 'torn'), ['new'], /there is no cell in it/);
  await refused(join(folder, 'other.txt'), ['new'], /other\.txt:1: /);
  const two = written(t.testdir(), [of('a.test', 'old'), of('a.test', 'older')]);
  await refused(two, ['new'], /it has cells of old, older, and none of new$/);
});

function written(folder: string, cells: MatrixCell[]): string {
  const file = join(folder, 'run.ndjson');
  writeFileSync(file, cells.map((one) => `${JSON.stringify(one)}\n`).join(''));
  return file;
}
