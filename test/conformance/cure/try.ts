/**
 * Shows what the library makes of cells that fail, on one version or on all:
 *
 *   npx tsx test/conformance/cure/try.ts ssl.contour 3.2
 *   npx tsx test/conformance/cure/try.ts 'ssl.*' 2.6
 *
 * Prints the patch, what HAProxy does before and after, and what happens without each word. A name may bring together any
 * configuration and any backend; `*` stands for anything in those that the suite brings together.
 */
import { unifiedDiff } from '../../../src/haproxy/edit/diff.ts';
import { loadTools } from '../../provision/tools.ts';
import { startBackends } from '../backends/start.ts';
import { cellsNamed } from '../cells.ts';
import type { Measured } from '../measure/measured.ts';
import { fileName } from '../predict.ts';
import { runVersion } from '../run.ts';
import { inWords } from './left-alone.ts';
import type { Case } from './run.ts';

const [pattern = '', wanted] = process.argv.slice(2);
const chosen = cellsNamed(pattern);
const tools = loadTools();
if (!tools || chosen.length === 0) throw new Error(tools ? `no cell is called ${pattern}` : 'no tools');

const running = await startBackends(['healthy-http', ...chosen.map(({ backend }) => backend.name)]);
try {
  for (const [branch, tool] of Object.entries(tools.haproxy)) {
    if (wanted && wanted !== branch) continue;
    const run = await runVersion(branch, tool, running, { among: chosen, starts: 0, cure: true });
    const { cases, strays } = run.cures;
    for (const stray of strays) console.log(`STRAY ${stray}`);
    for (const one of cases) show(branch, one);
    const well = run.tried.filter(({ cell }) => !cases.some((one) => one.cell === cell));
    if (well.length > 0) console.log(`\n${branch}, well as they are: ${well.map(({ cell }) => cell.name).join(' ')}`);
  }
} finally {
  await running.close();
}

function show(branch: string, { cell, measured, reason, patched, mended, wrong, needs }: Case): void {
  console.log(`\n${branch} ${cell.name}: ${reason ? `to be left alone: ${inWords[reason]}` : (wrong ?? 'right')}`);
  console.log(`  before  ${words(measured)}`);
  if (!patched) return;
  if (mended) console.log(`  after   ${words(mended)}`);
  const [before, after] = [patched.before, patched.text].map((text) => [{ name: fileName, text }]);
  console.log(unifiedDiff(before ?? [], after ?? []));
  for (const { text, because, safety, kept, notes } of patched.edits)
    console.log(`  ${because} ${safety}${kept ? ' kept' : ''} ${text}${notes.map((note) => `\n    ${note}`).join('')}`);
  for (const { label, without } of needs) console.log(`  without ${label}: ${without ?? 'ALL IS WELL'}`);
}

function words({ check, traffic }: Measured): string {
  const { status, answer, termination } = traffic;
  const page = JSON.stringify(answer?.location ?? answer?.body.slice(0, 40) ?? '');
  return `${check.up ? 'UP' : 'DOWN'} ${check.status} ${check.code ?? '-'} "${check.info ?? ''}", client ${status} ${termination} ${page}`;
}
