/** Writes two files again and again, as `check --fix` does, until it is killed. */
import { readFileSync, rmSync } from 'node:fs';
import { originalOf } from '../../src/cli/fix-original.ts';
import { stage } from '../../src/cli/fix-write.ts';

const folder = process.argv[2] ?? '.';
for (let generation = 1; ; generation++) {
  const changes = ['a.cfg', 'b.cfg'].map((name) => {
    const file = `${folder}/${name}`;
    return {
      original: originalOf({ name: file, text: readFileSync(file, 'latin1') }),
      text: `${`generation ${generation}\n`.repeat(20_000)}end\n`,
    };
  });
  for (const { backup } of stage(changes).commit()) rmSync(backup);
  process.stdout.write('.');
}
