import { setTimeout as pause } from 'node:timers/promises';
import { infoFields, type StatRow, statRows } from '../haproxy/stat-lines.ts';
import type { ProvedCheck } from '../prove-types.ts';
import { printable } from '../report/escape.ts';
import { type EndedCheck, endedCheck } from './runtime-check.ts';
import { RuntimeRefusal, SocketProblem, type StatsSocket } from './stats-socket.ts';

/** A HAProxy that runs. */
export interface RunningHaproxy {
  socket: StatsSocket;
  /** Of its process. */
  pid: string;
}

/** A server that was added to it. */
export interface Added {
  backend: string;
  server: string;
  /** Its number: the fewest words to ask for it alone. */
  id: number;
}

/** How long its checks may take. */
export interface Pace {
  /** Between two checks, in ms. */
  inter: number;
  /** How many must pass in a row. */
  rise: number;
  /** The longest that one may take, in ms. */
  timeout: number;
}

/** How often HAProxy is asked how far a check is, in ms. */
const beat = 50;
/** What HAProxy may take to begin a check that is due, in ms. */
const grace = 250;
/** How long a HAProxy that is not heard of is waited for, in ms: while it is reloaded nobody listens for a moment. */
const perseverance = 5000;

/**
 * Waits for a check to settle: until it has passed `rise` times in a row, or failed twice. One failure may be an accident,
 * and HAProxy does not count those of a server that is not up: the next check is taken to have failed where the failure
 * is still there once it must have ended.
 * @param haproxy which
 * @param added the server
 * @param pace of its checks
 * @param signal ends the waiting
 * @returns what the check came to; one that fails and passes by turns ends with its last result
 * @throws RuntimeRefusal where there is no result, the server is gone, or HAProxy is; the signal's reason
 */
export async function settledCheck(
  { socket, pid }: RunningHaproxy,
  added: Added,
  { inter, rise, timeout }: Pace,
  signal: AbortSignal,
): Promise<ProvedCheck> {
  const start = performance.now();
  const patience = (rise + 2) * (inter + timeout);
  let heard = start;
  let failing: number | null = null;
  let last: EndedCheck | null = null;
  while (performance.now() - start < patience) {
    try {
      const row = await rowOf(socket, added, signal);
      if (!row) throw await gone(socket, pid, signal);
      heard = performance.now();
      const ended = endedCheck(row);
      if (ended?.check.up) return ended.check;
      if (ended) {
        last = ended;
        failing = ended.passed ? null : (failing ?? heard);
        if (failing !== null && heard - failing > inter + ended.took + grace) return ended.check;
      }
    } catch (error) {
      if (!(error instanceof SocketProblem) || performance.now() - heard > perseverance) throw error;
    }
    await pause(beat, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
  if (last) return last.check;
  const name = `${added.backend}/${added.server}`;
  throw new RuntimeRefusal(`the check of ${name} came to no result within ${Math.round(patience / 1000)} s`);
}

async function rowOf(socket: StatsSocket, added: Added, signal: AbortSignal): Promise<StatRow | undefined> {
  const rows = statRows(await socket.ask(`show stat -1 4 ${added.id}`, signal));
  return rows.find(({ pxname, svname }) => pxname === added.backend && svname === added.server);
}

async function gone(socket: StatsSocket, pid: string, signal: AbortSignal): Promise<RuntimeRefusal> {
  const now = infoFields(await socket.ask('show info', signal)).get('Pid') ?? '';
  if (now === pid) return new RuntimeRefusal('somebody else removed the added server while its check ran');
  const pids = `${printable(pid, 20)} gave way to ${printable(now, 20)}`;
  return new RuntimeRefusal(
    `HAProxy was reloaded while the check ran (process ${pids}): the added server went with the old one`,
    'nothing is left to remove; try again',
  );
}
