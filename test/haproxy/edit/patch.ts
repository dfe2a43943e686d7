import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Test } from 'tap';
import { makeFolder } from '../../interop/real/folder.ts';

const commands = { patch: ['patch', '-p0'], git: ['git', 'apply', '-p0'] };

/**
 * Has a real program apply a diff, which must fit exactly.
 * @param t the test
 * @param program which
 * @param before the files as they were; text latin1
 * @param diff the diff, latin1
 * @returns the texts of the files then; null: the program is not installed
 */
export async function patchedBy(
  t: Test,
  program: keyof typeof commands,
  before: readonly { name: string; text: string }[],
  diff: string,
): Promise<string[] | null> {
  const folder = await makeFolder({});
  try {
    for (const { name, text } of before) {
      mkdirSync(dirname(join(folder.path, name)), { recursive: true });
      writeFileSync(join(folder.path, name), text, 'latin1');
    }
    const [command = '', ...args] = commands[program];
    const { status, error, stdout, stderr } = spawnSync(command, args, {
      cwd: folder.path,
      input: Buffer.from(diff, 'latin1'),
      encoding: 'latin1',
      // A repository around the folder is none of its business.
      env: { ...process.env, GIT_CEILING_DIRECTORIES: dirname(folder.path) },
    });
    if (error) {
      t.pass(`${program} is not installed`);
      return null;
    }
    t.equal(status, 0, `${program} takes it: ${stdout}${stderr}`);
    t.notMatch(stdout + stderr, /fuzz|offset|Stripping/, 'it fits exactly');
    return before.map(({ name }) => readFileSync(join(folder.path, name), 'latin1'));
  } finally {
    folder.remove();
  }
}
