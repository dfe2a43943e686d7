import { setTimeout as pause } from 'node:timers/promises';
import { startHaproxy } from '../../interop/real/haproxy.ts';
import { showServers } from '../../interop/real/haproxy-stats.ts';
import type { Tool } from '../../provision/tools.ts';
import type { MeasuredCheck } from './measured.ts';
import { checkOf } from './stat-row.ts';

/** Two checks of every server at the default interval: begun within the first, each as long as it may take. */
const twoChecks = 8500;

/** How long and how often to look for moments between two checks. */
const looks = { every: 100, count: 15 };

/**
 * Runs the checks of a configuration on one HAProxy.
 * @param tool which HAProxy
 * @param text the configuration; its backends' servers are `s1`
 * @returns what `show stat` says of each backend's server after two checks, by the backend's name
 */
export async function measureChecks(tool: Tool, text: string): Promise<Map<string, MeasuredCheck>> {
  const haproxy = await startHaproxy(tool, text);
  const found = new Map<string, MeasuredCheck>();
  try {
    await pause(twoChecks);
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
