import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import t from 'tap';

const root = new URL('../../', import.meta.url);

/** A run in a process of its own, which meanwhile takes all descriptors that there are for so many ms. */
const program = (port: number, hold: number): string => `
import { closeSync, openSync } from 'node:fs';
import { runMatrix } from '${root}src/matrix/run.ts';
import { matrixOptions } from '${root}test/matrix/options.ts';
const taken = [];
const take = () => { try { for (;;) taken.push(openSync('/dev/null', 'r')); } catch {} };
async function* pairs() {
  for (let i = 0; i < 120; i++) {
    yield { host: 'h' + i + '.example.test', target: { label: 'a', address: '127.0.0.1', port: ${port} } };
    if (i !== 60 || ${hold} === 0) continue;
    const more = setInterval(take, 1);
    take();
    setTimeout(() => { clearInterval(more); for (const one of taken) closeSync(one); }, ${hold});
  }
}
const told = { notes: [], verdicts: {} };
const options = matrixOptions({ retries: 0, concurrency: 200, perTarget: 200, onNote: (text) => told.notes.push(text) });
for await (const { verdict } of runMatrix(pairs(), options)) told.verdicts[verdict] = (told.verdicts[verdict] ?? 0) + 1;
console.log(JSON.stringify(told));
`;

async function runShort(port: number, hold: number): Promise<{ notes: string[]; verdicts: Record<string, number> }> {
  const script = 'ulimit -n 96; exec "$0" --import tsx --input-type=module -e "$1"';
  const child = spawn('sh', ['-c', script, process.execPath, program(port, hold)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await once(child, 'close');
  return JSON.parse(text);
}

t.test('a want of file descriptors bounds the run, is said once, and costs no cell', async (t) => {
  const server = createServer((_, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  const [bounded, short] = await Promise.all([runShort(port, 0), runShort(port, 500)]);
  t.same(bounded.verdicts, { ok: 120 });
  t.equal(bounded.notes.length, 1);
  t.match(bounded.notes[0], /connections at once instead of 200: this process may open 96 files/);
  t.same(short.verdicts, { ok: 120 });
  t.equal(short.notes.length, 2);
  t.match(short.notes[1], /EMFILE/);
});
