/**
 * Tries cells on one version, or on all:
 *
 *   npx tsx test/conformance/try.ts ssl-names.envoy 3.4
 *   npx tsx test/conformance/try.ts 'ssl-names.*'
 *
 * Prints the configuration of the first, what HAProxy does and what was foretold. A name may bring
 * together any configuration and any backend; `*` stands for anything in those that the suite brings together.
 */
import { loadTools } from '../provision/tools.ts';
import { agreement } from './agreement.ts';
import { startBackends } from './backends/start.ts';
import { cellsNamed } from './cells.ts';
import { runVersion, type Tried } from './run.ts';
import { configurationText } from './text.ts';

const [pattern = '', wanted] = process.argv.slice(2);
const chosen = cellsNamed(pattern);
const tools = loadTools();
if (!tools || chosen.length === 0) throw new Error(tools ? `no cell is called ${pattern}` : 'no tools');

const json = (value: unknown) => JSON.stringify(value);
const running = await startBackends(['healthy-http', ...chosen.map(({ backend }) => backend.name)]);
try {
  const around = { ...running, frontendPort: 8080, logPort: 9, otherPort: running.ports.get('healthy-http') ?? 0 };
  const sample = configurationText(chosen.slice(0, 1), around, { checks: true, threads: null });
  console.log(sample.slice(sample.search(/^(?:defaults d\.|frontend|listen|healthcheck)/m)));
  for (const [branch, tool] of Object.entries(tools.haproxy)) {
    if (wanted && wanted !== branch) continue;
    const run = await runVersion(branch, tool, running, { among: chosen });
    for (const [{ name }, why] of run.refused)
      if (chosen.some((cell) => cell.configuration.name === name)) console.log(`${branch} refuses ${name}: ${why}`);
    for (const one of run.tried) show(branch, one);
    for (const difference of agreement(run).differences) console.log(`DIFFERENT ${difference}`);
  }
} finally {
  await running.close();
}

function show(branch: string, { cell, measured, alone, predicted }: Tried): void {
  console.log(`\n${branch} ${cell.name}`);
  console.log(`  HAProxy   check   ${json(measured.check)}`);
  for (const check of alone) console.log(`            alone   ${json(check)}`);
  console.log(`            traffic ${json(measured.traffic)}`);
  console.log(`  predicted check   ${json(predicted?.check)}`);
  console.log(`            traffic ${json(predicted?.traffic)}`);
  for (const unknown of predicted?.unknown ?? []) console.log(`            unknown ${json(unknown)}`);
}
