import { Writable } from 'node:stream';
import t from 'tap';
import { startProgress } from '../../src/cli/progress.ts';
import type { Output, Terminal } from '../../src/cli/terminal.ts';

function screen(isTTY: boolean, env: Record<string, string> = {}) {
  const drawn: string[] = [];
  const stderr: Output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      drawn.push(chunk.toString());
      done();
    },
  });
  stderr.isTTY = isTTY;
  return { drawn, terminal: { stderr, env } as Terminal };
}

t.test('nothing but on a terminal that can rewrite a line', async (t) => {
  for (const { drawn, terminal } of [screen(false), screen(true, { TERM: 'dumb' })]) {
    const progress = startProgress(terminal, true, 'probing');
    progress.update(0, 1, 2);
    progress.end();
    t.same(drawn, []);
  }
});

t.test('drawn at once, but not again with every connection', async (t) => {
  const { drawn, terminal } = screen(true, { TERM: 'xterm' });
  const progress = startProgress(terminal, true, 'probing');
  for (let done = 1; done <= 500; done++) progress.update(0, done, 500);
  t.equal(drawn.length, 1);
  t.match(drawn[0], 'probing: 1 of 500 connections');
  await new Promise((resolve) => setTimeout(resolve, 150));
  progress.update(1, 1, 1);
  t.match(drawn[1], 'probing: 501 of 501 connections');
  progress.end();
  t.equal(drawn.at(-1), '\r\u001b[K');
});
