import type { Test } from 'tap';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { loadTools } from '../provision/tools.ts';
import { agreement } from './agreement.ts';
import { startBackends } from './backends/start.ts';
import { cited } from './cited.ts';
import { columns } from './compare.ts';
import { numbersOf } from './cure/numbers.ts';
import { linesOnPage, readPage, versionLines } from './page.ts';
import { runVersion } from './run.ts';
import { readSeen, unseen } from './seen.ts';

/**
 * Holds one version of HAProxy against its predictions, cell by cell.
 * @param t the test that it is
 * @param branch `3.2`
 */
export async function testVersion(t: Test, branch: string): Promise<void> {
  const tools = loadTools();
  const tool = tools?.haproxy[branch];
  if (!tool) {
    const absent = tools?.absent.includes(branch);
    if (process.env.CI === 'true' && !absent) t.fail('the tools are not provisioned');
    else t.pass(`skipped: ${absent ? 'no source carries this branch any more' : 'the tools are not provisioned'}`);
    return;
  }
  const running = await startBackends();
  t.teardown(running.close);
  const run = await runVersion(branch, tool, running, { cure: true });
  const result = agreement(run);
  for (const column of columns) t.comment(`${branch} ${column}: ${result.agreed[column]} of ${result.total}`);
  for (const difference of result.differences) t.fail(difference);
  t.same(run.misjudged, [], 'what HAProxy refuses is foretold');
  t.ok(result.total >= 400, `${result.total} cells`);
  t.same(unseen(run, readSeen(), cited), [], 'every outcome that is foretold has been seen, or is cited');
  const cures = numbersOf(run.cures);
  const { fixable, right, accepted, words, needed } = cures;
  t.comment(
    `${branch} patched and right: ${right} of ${fixable}, accepted: ${accepted}, needed: ${needed} of ${words}`,
  );
  for (const difference of cures.differences) t.fail(difference);
  t.ok(fixable >= 300, `${fixable} cells that can be mended`);
  if (parseVersion(branch).release?.join('.') !== tool.version) {
    t.comment(`the page tells of another release than ${tool.version}`);
    return;
  }
  const page = readPage();
  const { row, leftOut } = versionLines(run, result, cures);
  for (const line of [row, leftOut]) t.ok(page.includes(`\n${line}\n`), `docs/conformance.md has ${line}`);
  // How many cells fail differs by a few from run to run, where HAProxy itself comes to one of several outcomes.
  const told = linesOnPage(page).find((lines) => lines.row === row)?.cures ?? '';
  for (const [, some, all] of told.matchAll(/ (\d+)\/(\d+) /g)) t.equal(some, all, `docs/conformance.md: ${told}`);
}
