/**
 * Tries cells that the suite does not have, drawn by lot from all configurations on all backends:
 *
 *   npx tsx test/conformance/explore.ts SEED COUNT [VERSION]
 *
 * Prints every cell in which HAProxy does something else than was foretold.
 */
import { loadTools } from '../provision/tools.ts';
import { agreement } from './agreement.ts';
import { backends } from './backends/all.ts';
import { startBackends } from './backends/start.ts';
import { type Cell, cells, cellsNamed } from './cells.ts';
import { columns } from './compare.ts';
import { configurations } from './configurations/all.ts';
import type { Configuration } from './configurations/configuration.ts';
import { runVersion } from './run.ts';

const [seed = '1', count = '500', wanted] = process.argv.slice(2);
const tools = loadTools();
if (!tools) throw new Error('the tools are not provisioned');

// What clients speak to a backend that HAProxy only passes bytes to is chosen with the backend.
const isBlind = ({ mode, backend }: Configuration) => mode === 'tcp' && !/ ssl /.test(backend);
const known = new Set(cells.map(({ name }) => name));
const others = configurations
  .filter((configuration) => !isBlind(configuration))
  .flatMap(({ name }) => backends.map((backend) => `${name}.${backend.name}`))
  .filter((name) => !known.has(name));
const drawn = draw(others, Number(count), Number(seed)).flatMap((name): Cell[] => cellsNamed(name));

const running = await startBackends();
try {
  for (const [branch, tool] of Object.entries(tools.haproxy)) {
    if (wanted && wanted !== branch) continue;
    const { total, agreed, differences } = agreement(await runVersion(branch, tool, running, { among: drawn }));
    for (const difference of differences) console.log(difference);
    console.log(columns.map((column) => `${branch} ${column}: ${agreed[column]} of ${total}`).join('\n'));
  }
} finally {
  await running.close();
}

/** So many of them, the same ones for the same seed (a linear congruential generator, as in ISO C). */
function draw<Item>(from: readonly Item[], howMany: number, seed: number): Item[] {
  const left = [...from];
  let state = seed;
  return Array.from({ length: Math.min(howMany, left.length) }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return left.splice(Math.floor((state / 0x80000000) * left.length), 1);
  }).flat();
}
