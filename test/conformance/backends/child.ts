/**
 * The backends in a process of their own, so that what measures them does not slow them down. Given the names of those
 * wanted as arguments (none: all), it sends `Started`, and ends when its parent disconnects.
 */
import { pool } from '../../provision/pool.ts';
import { loadTools } from '../../provision/tools.ts';
import { type Files, makeMaterials } from '../materials.ts';
import { backends } from './all.ts';

/** What the parent is told. */
export type Started = { files: Files; ports: [name: string, port: number][] } | { error: string };

const names = process.argv.slice(2);
const ends: (() => unknown)[] = [];

async function start(): Promise<Started> {
  const tools = loadTools();
  if (!tools) return { error: 'the tools are not provisioned' };
  const materials = await makeMaterials();
  ends.push(materials.remove);
  const wanted = backends.filter(({ name }) => names.length === 0 || names.includes(name));
  const ports = await pool(wanted, 4, async ({ name, start }): Promise<[string, number]> => {
    const { port, close } = await start(materials, tools);
    ends.push(close);
    return [name, port];
  });
  return { files: materials.files, ports };
}

process.once('disconnect', async () => {
  await Promise.allSettled(ends.map((end) => end()));
  process.exit();
});
process.send?.(await start().catch((error: Error): Started => ({ error: error.message })));
