import { setTimeout as pause } from 'node:timers/promises';
import { startHaproxy } from '../../interop/real/haproxy.ts';
import { showServers } from '../../interop/real/haproxy-stats.ts';
import type { Tool } from '../../provision/tools.ts';
import type { MeasuredCheck } from './measured.ts';
import { checkOf } from './stat-row.ts';

/** How long and how often to look for moments between two checks. */
const looks = { every: 150, count: 20 };

/**
 * Runs the checks of a configuration on one HAProxy.
 * @param tool which HAProxy
 * @param text the configuration; its backends' servers are `s1`
 * @param wait how long two checks of each server may take, in ms
 * @returns what `show stat` says of each backend's server then, by the backend's name
 */
export async function measureChecks(tool: Tool, text: string, wait: number): Promise<Map<string, MeasuredCheck>> {
  const haproxy = await startHaproxy(tool, text);
  const found = new Map<string, MeasuredCheck>();
  try {
    await pause(wait);
    for (let look = 0; look < looks.count; look += 1) {
      const rows = await showServers(haproxy);
      let settled = true;
      for (const row of rows) {
        const { pxname = '', svname } = row;
        if (svname !== 's1' || typeof found.get(pxname)?.info === 'string') continue;
        const check = checkOf(row);
        if (check) found.set(pxname, check);
        settled &&= typeof check?.info === 'string';
      }
      if (settled) break;
      await pause(looks.every);
    }
    return found;
  } finally {
    await haproxy.close();
  }
}
