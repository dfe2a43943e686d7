import { setTimeout as pause } from 'node:timers/promises';
import { type StatRow, serverPlaces, statRows } from '../haproxy/stat-lines.ts';
import { printable } from '../report/escape.ts';
import { RuntimeRefusal, type StatsSocket } from './stats-socket.ts';

/** How often it is asked, and how long a first check is waited for, in ms. */
const beat = 50;
const patience = 5000;

const copy = 'a copy shows it all the same: sni-doctor prove --haproxy PATH';

/**
 * Makes sure that HAProxy outlives a checked server in a backend: it dies of one whose backend is checked by a program
 * (`option external-check`, measured on 2.6.12, 2.8.25, 3.0.11, 3.2.26 and 3.4.7, even before the check is enabled), and of
 * one in a backend that is `disabled` (3.4.7). Backends that are disabled are not in `show stat`; and nothing but the
 * results of other servers there tells what checks them.
 * @param socket of the HAProxy
 * @param backend its name
 * @param signal gives up
 * @throws RuntimeRefusal where it would not, or where that cannot be known; the signal's reason
 */
export async function ensureHarmless(socket: StatsSocket, backend: string, signal: AbortSignal): Promise<void> {
  const shown = printable(backend, 100);
  const end = performance.now() + patience;
  for (;;) {
    const rows = await rowsOf(socket, backend, signal);
    if (!rows.some(({ svname }) => svname === 'BACKEND'))
      throw new RuntimeRefusal(`backend ${shown} is disabled: HAProxy checks nothing there`, copy);
    const statuses = rows.map(({ check_status = '' }) => check_status.replace(/^\* /, ''));
    if (statuses.some((status) => status.startsWith('PROC')))
      throw new RuntimeRefusal(
        `a program checks the servers of ${shown}: HAProxy does not survive one more there`,
        copy,
      );
    if (statuses.some((status) => /^(?:L[467]|SOCKERR)/.test(status))) return;
    if (!statuses.includes('INI') || performance.now() > end)
      throw new RuntimeRefusal(
        `no server of ${shown} has been checked yet, so it is not known whether a program does it: HAProxy would not survive one more there`,
        copy,
      );
    await pause(beat, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** Up to 3.2 a frontend can have the same name, and comes first then: numbers belong to one. */
async function rowsOf(socket: StatsSocket, backend: string, signal: AbortSignal): Promise<StatRow[]> {
  const ask = async (proxy: string) => {
    const rows = statRows(await socket.ask(`show stat ${proxy} 6 -1`, signal));
    return rows.filter(({ pxname }) => pxname === backend);
  };
  const rows = await ask(backend);
  if (rows.length > 0) return rows;
  const [place] = serverPlaces(await socket.ask(`show servers state ${backend}`, signal));
  return place ? ask(place.backendId) : [];
}
