/**
 * Tries configurations that nobody wrote, drawn by lot:
 *
 *   npx tsx test/conformance/random.ts KIND SEED COUNT [VERSION [CELL]]
 *
 * KIND is `checks` or `traffic`. Prints every cell in which HAProxy does something else than was foretold, with its
 * configuration, and every configuration that one of the two takes and the other does not.
 */
import { loadTools } from '../provision/tools.ts';
import { agreement } from './agreement.ts';
import { backends } from './backends/all.ts';
import { startBackends } from './backends/start.ts';
import type { Cell } from './cells.ts';
import { columns } from './compare.ts';
import type { Configuration } from './configurations/configuration.ts';
import { checks } from './random/checks.ts';
import { trafficConfigurations } from './random/traffic.ts';
import { runVersion } from './run.ts';

const kinds: Record<string, (seed: number, count: number) => Configuration[]> = {
  checks,
  traffic: trafficConfigurations,
};

const [kind = '', seed = '1', count = '100', wanted = '', only = ''] = process.argv.slice(2);
const make = kinds[kind];
const tools = loadTools();
if (!make || !tools) throw new Error(tools ? `KIND is one of ${Object.keys(kinds).join(', ')}` : 'no tools');

const cells = make(Number(seed), Number(count)).flatMap((configuration) =>
  backends
    .filter(({ name }) => configuration.against.includes(name))
    .map((backend): Cell => ({ name: `${configuration.name}.${backend.name}`, configuration, backend }))
    .filter(({ name }) => only === '' || name === only || name.startsWith(`${only}.`)),
);
const running = await startBackends(['healthy-http', ...cells.map(({ backend }) => backend.name)]);
try {
  for (const [branch, tool] of Object.entries(tools.haproxy)) {
    if (wanted && wanted !== 'all' && wanted !== branch) continue;
    const run = await runVersion(branch, tool, running, { among: cells, starts: 1 });
    const result = agreement(run);
    for (const wrong of run.misjudged) show(wrong, ({ configuration }) => wrong.includes(` ${configuration.name}:`));
    for (const one of run.tried) {
      const found = result.differences.filter((difference) => difference.startsWith(`${branch} ${one.cell.name},`));
      if (found.length === 0) continue;
      const unknown = one.predicted?.unknown.map(({ text, because }) => `\n    ${text}: ${because}`) ?? [];
      show([...found, ...unknown].join('\n').replace(/^\n/gm, ''), (cell) => cell === one.cell);
    }
    console.log(`${branch}: ${run.refused.size} configurations refused, ${run.misjudged.length} misjudged`);
    console.log(columns.map((column) => `${branch} ${column}: ${result.agreed[column]} of ${result.total}`).join('\n'));
  }
} finally {
  await running.close();
}

/** Says what differs, and the configuration in which it does. */
function show(what: string, isIt: (cell: Cell) => boolean): void {
  const { before = '', backend = '' } = cells.find(isIt)?.configuration ?? {};
  console.log(`${what}\n${`${before}\n${backend}`.trim().replace(/^/gm, '        ')}\n`);
}
