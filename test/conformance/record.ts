/**
 * Runs the whole suite, adds what HAProxy was seen to do to seen.json and writes docs/conformance.md:
 *
 *   npx tsx test/conformance/record.ts [STARTS [BRANCH...]]
 *
 * STARTS is how often each distinct check is started alone (12). With branches (3.2) only those are measured, and what
 * the page says of the others stays. Prints what disagrees and what was never seen.
 */

import { oneAtATime } from '../one-at-a-time.ts';
import { loadTools } from '../provision/tools.ts';
import { agreement } from './agreement.ts';
import { startBackends } from './backends/start.ts';
import { cited } from './cited.ts';
import { columns } from './compare.ts';
import { numbersOf } from './cure/numbers.ts';
import { linesOnPage, readPage, type VersionLines, versionLines, writePage } from './page.ts';
import { runVersion } from './run.ts';
import { readSeen, recordSeen, unseen } from './seen.ts';

const [times = '12', ...branches] = process.argv.slice(2);
const starts = Number(times);
const tools = loadTools();
if (!tools) throw new Error('the tools are not provisioned');
const leave = await oneAtATime(600_000);
const running = await startBackends();
const before = linesOnPage(readPage());
const lines: VersionLines[] = [];
try {
  for (const [branch, tool] of Object.entries(tools.haproxy)) {
    const known = before.find(({ row }) => row.startsWith(`| ${tool.version} |`));
    if (known && branches.length > 0 && !branches.includes(branch)) {
      lines.push(known);
      continue;
    }
    const run = await runVersion(branch, tool, running, { starts, cure: true });
    recordSeen(run);
    const result = agreement(run);
    const cures = numbersOf(run.cures);
    lines.push(versionLines(run, result, cures));
    for (const difference of [...run.misjudged, ...result.differences, ...cures.differences]) console.log(difference);
    for (const words of unseen(run, readSeen(), cited)) console.log(`${branch} never seen: ${words}`);
    console.log(columns.map((column) => `${branch} ${column}: ${result.agreed[column]} of ${result.total}`).join('\n'));
  }
} finally {
  await running.close();
  leave();
}
writePage(lines);
