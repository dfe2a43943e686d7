import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import t from 'tap';
import { originalOf } from '../../src/cli/fix-original.ts';
import { stage } from '../../src/cli/fix-write.ts';

const kills = 20;

/** Which generation a file is of; null: it is torn. */
function generation(file: string): string | null {
  const text = readFileSync(file, 'latin1');
  const [first = ''] = text.split('\n', 1);
  return /^generation \d+$/.test(first) && text === `${`${first}\n`.repeat(20_000)}end\n` ? first : null;
}

t.test('kill -9 at any moment leaves the old file or the new one, and what is left is no obstacle', async (t) => {
  const folder = t.testdir({ conf: {} });
  await build({
    entryPoints: [fileURLToPath(new URL('fix-kill-loop.ts', import.meta.url))],
    outfile: `${folder}/loop.mjs`,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  const conf = `${folder}/conf`;
  const leftovers = new Set<string>();
  const torn: string[] = [];
  for (let kill = 0; kill < kills; kill++) {
    for (const name of readdirSync(conf)) rmSync(`${conf}/${name}`);
    for (const name of ['a.cfg', 'b.cfg']) writeFileSync(`${conf}/${name}`, `${'generation 0\n'.repeat(20_000)}end\n`);
    const child = spawn(process.execPath, [`${folder}/loop.mjs`, conf], { stdio: ['ignore', 'pipe', 'inherit'] });
    const closed = once(child, 'close');
    await once(child.stdout, 'data');
    // Another moment each time: folders change several times in the course of one writing.
    let events = 0;
    const watcher = watch(conf, () => {
      events += 1;
      if (events === 1 + kill * 3) child.kill('SIGKILL');
    });
    const [, signal] = await closed;
    watcher.close();
    t.equal(signal, 'SIGKILL');
    for (const name of ['a.cfg', 'b.cfg']) if (generation(`${conf}/${name}`) === null) torn.push(`${kill} ${name}`);
    for (const name of readdirSync(conf)) {
      if (/^[ab]\.cfg$/.test(name)) continue;
      leftovers.add(name.startsWith('.') ? 'draft' : 'old file');
      if (!name.startsWith('.') && generation(`${conf}/${name}`) === null) torn.push(`${kill} ${name}`);
    }
    const [written] = stage(
      ['a.cfg'].map((name) => {
        const file = `${conf}/${name}`;
        return { original: originalOf({ name: file, text: readFileSync(file, 'latin1') }), text: 'new\n' };
      }),
    ).commit();
    t.ok(written && generation(written.backup) !== null);
  }
  t.same(torn, []);
  t.ok(leftovers.size > 0, 'some were killed in the middle');
});
