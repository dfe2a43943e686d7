import { download } from './apt.ts';
import type { Offer } from './offers.ts';
import { type Errand, plan } from './plan.ts';
import { pool } from './pool.ts';
import { oneLine, progress } from './progress.ts';
import type { Provisioned } from './provisioned.ts';
import { treeCommand, unpack } from './tree.ts';
import { askVersion } from './version.ts';
import { debianPrograms } from './wanted.ts';
import { putInPlace, scratch } from './workspace.ts';

async function fetchTree({ offer, programs }: Errand, signal: AbortSignal): Promise<Provisioned[]> {
  const { suite } = offer;
  const packages = programs.map(({ program }) => debianPrograms[program].package);
  progress(`${suite.name}: downloading ${packages.join(', ')}`);
  const debs = await download(suite, packages);
  const folder = `${scratch}/tree-${suite.name}`;
  await unpack(debs, folder, signal);
  const provisioned: Provisioned[] = [];
  for (const { program, branch } of programs) {
    const path = debianPrograms[program].program;
    const trial = { command: treeCommand(folder, folder, path), env: {} };
    const version = await askVersion(trial, '-v', signal);
    const command = treeCommand(folder, `{tools}/${suite.name}`, path);
    provisioned.push({ name: branch ?? program, tool: { version, command, env: {} } });
  }
  await putInPlace(folder, suite.name);
  progress(`${suite.name}: ${packages.join(', ')} unpacked`);
  return provisioned;
}

/**
 * Provisions HAProxy's branches, nginx and Apache from Debian's suites.
 *
 * @param offers - what the suites carry, the preferred suite first
 * @param signal - ends the work
 * @returns the programs that the suites carry; where a suite fails this is said on stderr and they have no tool
 * @throws Error only when the work was ended
 */
export async function provisionDebian(offers: readonly Offer[], signal: AbortSignal): Promise<Provisioned[]> {
  const trees = await pool(plan(offers), 3, (errand) =>
    fetchTree(errand, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      progress(`${errand.offer.suite.name}: ${oneLine(error)}`);
      return errand.programs.map(({ program, branch }) => ({ name: branch ?? program, tool: null }));
    }),
  );
  return trees.flat();
}
