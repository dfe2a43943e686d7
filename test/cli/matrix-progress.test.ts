import { Writable } from 'node:stream';
import t from 'tap';
import { progressLine, startMatrixProgress } from '../../src/cli/matrix-progress.ts';
import type { Output, Terminal } from '../../src/cli/terminal.ts';

t.test('how far a run has come', async (t) => {
  const course = { done: 12_000, skipped: 0, failed: 37, total: 100_000 };
  t.equal(progressLine(course, 14_778, false), 'matrix: 12,000 of 100,000 cells, 812/s, 37 failed, 1 min 48 s left');
  t.match(progressLine(course, 14_778, true), /^\[##\.{22}\] 12,000 of 100,000 cells, /);
  t.equal(progressLine({ ...course, total: null }, 14_778, true), 'matrix: 12,000 cells, 812/s, 37 failed');
  t.equal(
    progressLine({ done: 3, skipped: 0, failed: 0, total: 5 }, 100, false),
    'matrix: 3 of 5 cells, 30/s, 0 failed',
  );
  t.match(progressLine({ done: 6, skipped: 0, failed: 0, total: 5 }, 100, true), /^matrix: 6 cells/, 'too low a total');
  t.equal(
    progressLine({ done: 1000, skipped: 98_000, failed: 0, total: 100_000 }, 10_000, false),
    'matrix: 99,000 of 100,000 cells, 100/s, 0 failed, 10 s left',
    'what an earlier run did says nothing of the pace of this one',
  );
});

function screen(isTTY: boolean, env: Record<string, string> = {}) {
  const drawn: string[] = [];
  let first = () => {};
  const someDrawn = new Promise<void>((resolve) => {
    first = resolve;
  });
  const stderr: Output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      drawn.push(chunk.toString());
      first();
      done();
    },
  });
  stderr.isTTY = isTTY;
  return { drawn, someDrawn, terminal: { stderr, env } as Terminal };
}

t.test('a line that is rewritten, and gone in the end', async (t) => {
  const { drawn, someDrawn, terminal } = screen(true, { TERM: 'xterm' });
  const progress = startMatrixProgress(terminal, true);
  for (let done = 1; done <= 5000; done++) progress.update({ done, skipped: 0, failed: 0, total: 5000 });
  // The clock of progress keeps no process alive.
  const alive = setInterval(() => {}, 1000);
  await someDrawn;
  clearInterval(alive);
  t.match(drawn[0], '\r[########################] 5,000 of 5,000 cells');
  progress.end();
  t.equal(drawn.at(-1), '\r\u001b[K');
});

t.test('nothing where nothing is to be shown', async (t) => {
  for (const [isTTY, shown] of [
    [true, false],
    [false, true],
  ] as const) {
    const { drawn, terminal } = screen(isTTY, { TERM: 'xterm' });
    const progress = startMatrixProgress(terminal, shown);
    progress.update({ done: 1, skipped: 0, failed: 0, total: 2 });
    progress.end();
    t.same(drawn, [], 'and a run of less than 5 seconds has no line that stays');
  }
});
