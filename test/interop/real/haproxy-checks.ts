import type { Haproxy } from './haproxy.ts';
import { type StatRow, showServers } from './haproxy-stats.ts';
import { poll } from './poll.ts';

/** A server's health as HAProxy reports it. */
export interface Health {
  /** UP, DOWN, NOLB, "UP 1/3"… */
  status: string;
  check_status: string;
  check_code: string;
  last_chk: string;
}

/** How long to wait for checks. */
export interface Patience {
  /** How many checks to have seen complete of each server; a result that is there at the first look is one. */
  minChecks?: number;
  /** The servers' `inter`: after half as much again a check is taken to have passed unseen. */
  interMs?: number;
  deadlineMs?: number;
}

const isSettled = ({ check_status = '' }: StatRow) =>
  check_status !== '' && check_status !== 'INI' && !check_status.startsWith('* ');

/** Counts the complete checks of one server from one look to the next. */
class Count {
  #busy = false;
  #last = '';
  #since = 0;
  complete = 0;

  look(row: StatRow, interMs: number): void {
    if (isSettled(row)) {
      const result = [row.check_status, row.check_code, row.last_chk, row.check_duration].join();
      const overdue = performance.now() - this.#since > interMs * 1.5;
      if (this.#busy || result !== this.#last || overdue) {
        this.complete += 1;
        this.#since = performance.now();
      }
      this.#last = result;
    }
    this.#busy = row.check_status?.startsWith('* ') ?? false;
  }
}

/**
 * Waits until every named server has a settled check result.
 *
 * HAProxy does not count checks: they are counted by watching them begin and end, or else by the clock, so that the wait
 * can be longer than need be.
 *
 * @param haproxy - a running HAProxy
 * @param servers - names as backend/server
 * @param patience - how many checks to wait for and how long
 * @returns each server's health by its name
 * @throws Error when the time is over; the message says how far the servers got
 */
export async function awaitChecks(
  haproxy: Pick<Haproxy, 'socket'>,
  servers: readonly string[],
  { minChecks = 1, interMs = 2000, deadlineMs = 10_000 }: Patience = {},
): Promise<Record<string, Health>> {
  const counts = new Map(servers.map((name) => [name, new Count()]));
  let rows = new Map<string, StatRow>();
  const ask = async () => {
    rows = new Map((await showServers(haproxy)).map((row) => [`${row.pxname}/${row.svname}`, row]));
    let done = true;
    for (const [name, count] of counts) {
      const row = rows.get(name) ?? {};
      count.look(row, interMs);
      done &&= isSettled(row) && count.complete >= minChecks;
    }
    return done || undefined;
  };
  const state = (name: string) => `${name}: ${rows.get(name)?.check_status ?? 'no such server'}`;
  await poll(ask, deadlineMs, () => `no check result after ${deadlineMs} ms: ${servers.map(state).join(', ')}`, 20);
  return Object.fromEntries(servers.map((name) => [name, health(rows.get(name) ?? {})]));
}

function health({ status = '', check_status = '', check_code = '', last_chk = '' }: StatRow): Health {
  return { status, check_status, check_code, last_chk };
}
