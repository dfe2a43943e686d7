import { startHaproxy } from '../../interop/real/haproxy.ts';
import { showServers } from '../../interop/real/haproxy-stats.ts';
import { poll } from '../../interop/real/poll.ts';
import type { Tool } from '../../provision/tools.ts';
import type { Cell } from '../cells.ts';
import { configurationText, type Surroundings } from '../text.ts';
import type { MeasuredCheck } from './measured.ts';
import { checkOf } from './stat-row.ts';

/** Longer than any interval of the suite. */
const deadline = 15_000;

/**
 * Runs the check of one cell in a HAProxy that has no other: what stands in `info` is its own then. In a shared one the
 * error of another connection may be appended (haproxy v3.4.0 src/check.c:802: `errno` is the thread's).
 * @param tool which HAProxy
 * @param cell the cell
 * @param around addresses and files; the frontend gets a port of its own
 * @returns what `show stat` says of the first check
 */
export async function measureAlone(tool: Tool, cell: Cell, around: Surroundings): Promise<MeasuredCheck> {
  const text = ([frontendPort = 0]: number[]) =>
    configurationText([cell], { ...around, frontendPort }, { checks: true, threads: null });
  const haproxy = await startHaproxy(tool, text, { ports: 1 });
  try {
    let last: MeasuredCheck | null = null;
    return await poll(
      async () => {
        const row = (await showServers(haproxy)).find(({ svname }) => svname === 's1') ?? {};
        last = checkOf(row) ?? last;
        return last?.info == null ? undefined : last;
      },
      deadline,
      () => `no result of ${cell.name}`,
      4,
    );
  } finally {
    await haproxy.close();
  }
}
