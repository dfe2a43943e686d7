import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { loadTools, type Tool } from '../provision/tools.ts';

/**
 * The provisioned HAProxy of a branch as one program, as users name it with `--haproxy`.
 * @param folder where it is put
 * @param tool the HAProxy
 * @returns its path
 */
export function programOf(folder: string, { command, env, version }: Tool): string {
  const path = join(folder, `haproxy-${version}`);
  const variables = Object.entries(env).map(([name, value]) => `${name}='${value}'`);
  const words = command.map((word) => `'${word}'`);
  writeFileSync(path, `#!/bin/sh\n${variables.join(' ')} exec ${words.join(' ')} "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

/**
 * Runs a test on HAProxy of some branches; says so where they are not provisioned.
 * @param branches `3.2`
 * @param test is given the branch, and the program's path
 * @param what it is about: tests of one name share a folder
 */
export function onHaproxy(
  branches: readonly string[],
  test: (t: Test, branch: string, program: string) => Promise<void>,
  what = '',
) {
  const tools = loadTools();
  if (!tools && process.env.CI === 'true') t.fail('the tools are not provisioned');
  if (!tools) t.pass('skipped: the tools are not provisioned');
  for (const branch of branches) {
    const tool = tools?.haproxy[branch];
    if (tool) void t.test(`HAProxy ${branch}${what}`, async (t) => test(t, branch, programOf(t.testdir(), tool)));
    else if (tools) t.pass(`skipped: there is no HAProxy ${branch}`);
  }
}
