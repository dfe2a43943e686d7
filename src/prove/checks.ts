import { argument, has } from '../haproxy/model/setting.ts';
import { readDuration } from '../haproxy/model/time.ts';
import type { ProxySection, Server } from '../haproxy/model/types.ts';
import { type StatRow, statRows } from '../haproxy/stat-lines.ts';
import type { ProvedCheck } from '../prove-types.ts';
import { printable } from '../report/escape.ts';
import type { SpawnedHaproxy } from './spawn.ts';

/** How often to look. */
const pause = 60;
/** An interval that is worth waiting for a second check, in ms. */
const shortInterval = 5000;
/** The longest that is waited for a check, in ms, whatever the configuration allows it. */
const longest = 60_000;
/** What the machine may take beyond HAProxy's own limits, in ms. */
const slack = 1500;

/** How long the checks of a server may take. */
interface Pace {
  interval: number;
  patience: number;
}

/** A server with what its check has come to. */
interface Watched {
  pace: Pace;
  /** Since when a result has been there; null: none is. */
  since: number | null;
  check: ProvedCheck;
}

/** A server with its backend. */
export interface Checked {
  proxy: ProxySection;
  server: Server;
}

const none: ProvedCheck = { status: null, code: null, info: '', up: null };

/**
 * Waits for the checks of servers: for the second where the first one comes soon, since it can fare otherwise.
 * @param haproxy runs them
 * @param servers which
 * @param proxies all that there are: a server may take its health from another one (`track`)
 * @param signal stops the waiting
 * @returns what HAProxy says of each then, by `be/s1`; a check without a result has the status null and is not up
 * @throws SocketProblem when its stats socket does not answer; the signal's reason when aborted
 */
export async function awaitChecks(
  haproxy: SpawnedHaproxy,
  servers: readonly Checked[],
  proxies: readonly ProxySection[],
  signal: AbortSignal,
): Promise<Map<string, ProvedCheck>> {
  const tracked = servers.flatMap((one) => trackedBy(one, proxies) ?? []);
  const watched = new Map<string, Watched>(
    [...servers, ...tracked].map(({ proxy, server }) => {
      const check = isChecked(proxy, server) ? { ...none, up: false } : none;
      return [`${proxy.name}/${server.name}`, { pace: paceOf(proxy, server), since: null, check }];
    }),
  );
  const began = Date.now();
  for (;;) {
    signal.throwIfAborted();
    const rows = statRows(await haproxy.stats.ask('show stat -1 4 -1', signal));
    const byName = new Map(rows.map((row) => [`${row.pxname}/${row.svname}`, row]));
    for (const [key, one] of watched) look(one, byName.get(key) ?? {});
    if (![...watched.values()].every((one) => isDone(one, began))) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      continue;
    }
    return new Map(
      servers.map(({ proxy, server }) => {
        const key = `${proxy.name}/${server.name}`;
        const check = watched.get(key)?.check ?? none;
        const track = argument(server, 'track');
        if (track === null) return [key, check];
        return [key, { ...none, info: `tracks ${track}`, up: isUp(byName.get(key)?.status) }];
      }),
    );
  }
}

function trackedBy({ proxy, server }: Checked, proxies: readonly ProxySection[]): Checked | null {
  const track = argument(server, 'track');
  if (track === null) return null;
  const [first = '', second] = track.split('/');
  const home = second === undefined ? proxy : proxies.find(({ name, kind }) => name === first && kind !== 'frontend');
  const found = home?.servers.find(({ name }) => name === (second ?? first));
  if (!home || !found) return null;
  const own = { proxy: home, server: found };
  return trackedBy(own, proxies) ?? own;
}

function look(one: Watched, { status = '', check_status = '', check_code = '', last_chk = '' }: StatRow): void {
  // `UP 1/3`, `DOWN 1/2`: on the way to the other state. `* ` marks a check under way, which has forgotten the last one.
  if (one.check.up === null || /^(?:\* |INI|UNK|$)/.test(check_status) || /\d\/\d/.test(status)) return;
  one.since ??= Date.now();
  one.check = {
    status: printable(check_status, 20),
    code: /^\d+$/.test(check_code) ? Number(check_code) : null,
    info: printable(last_chk, 300),
    up: isUp(status),
  };
}

/** `NOLB`: `http-check disable-on-404` takes it out of the balancing, and it is not down. */
function isUp(status = ''): boolean {
  return /^(?:UP|NOLB)/.test(status);
}

function isDone({ pace, since, check }: Watched, began: number): boolean {
  if (check.up === null) return true;
  const now = Date.now();
  if (since === null) return now - began > pace.patience;
  const second = pace.interval <= shortInterval ? pace.interval + slack / 3 : 0;
  // It flaps: the last whole result counts.
  return now - since >= second;
}

/** Checks that are programs of their own are not run. */
function isChecked({ check }: ProxySection, server: Server): boolean {
  return has(server, 'check') && !has(server, 'disabled') && check.type !== 'external-check';
}

function paceOf(proxy: ProxySection, server: Server): Pace {
  const interval = intervalOf(server);
  const check = proxy.timeouts.check ?? interval;
  const { rules } = server.ownCheck ?? proxy.check;
  const legs = Math.max(1, rules.length);
  const rise = Number(argument(server, 'rise') ?? 2);
  const patience = interval * (rise + 1) + (proxy.timeouts.connect ?? 0) + check * legs + slack;
  return { interval, patience: Math.min(longest, patience) };
}

/** HAProxy's default is 2 seconds (HAProxy manual, `inter`). */
function intervalOf(server: Server): number {
  const read = readDuration(argument(server, 'inter') ?? '2s');
  return 'ms' in read ? read.ms : 2000;
}
