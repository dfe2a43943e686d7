import { argument, has } from '../haproxy/model/setting.ts';
import { readDuration } from '../haproxy/model/time.ts';
import type { ProxySection, Server } from '../haproxy/model/types.ts';
import { type StatRow, statRows } from '../haproxy/stat-lines.ts';
import type { ProvedCheck } from '../prove-types.ts';
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

/** A server under test with what its check has come to. */
interface Watched {
  pace: Pace;
  /** Since when a result has been there; null: none is. */
  since: number | null;
  check: ProvedCheck;
}

const none: ProvedCheck = { status: null, code: null, info: '', up: null };

/**
 * Waits for the checks of servers: for the second where the first one comes soon, since it can fare otherwise.
 * @param haproxy runs them
 * @param servers which
 * @param signal stops the waiting
 * @returns what HAProxy says of each then, by `be/s1`; a check without a result has the status null and is not up
 * @throws SocketProblem when its stats socket does not answer; the signal's reason when aborted
 */
export async function awaitChecks(
  haproxy: SpawnedHaproxy,
  servers: readonly { proxy: ProxySection; server: Server }[],
  signal: AbortSignal,
): Promise<Map<string, ProvedCheck>> {
  const watched = new Map<string, Watched>(
    servers.map(({ proxy, server }) => {
      const check = isChecked(proxy, server) ? { ...none, up: false } : none;
      return [`${proxy.name}/${server.name}`, { pace: paceOf(proxy, server), since: null, check }];
    }),
  );
  const began = Date.now();
  for (;;) {
    signal.throwIfAborted();
    for (const row of statRows(await haproxy.stats.ask('show stat -1 4 -1', signal))) {
      const one = watched.get(`${row.pxname}/${row.svname}`);
      if (one) look(one, row);
    }
    if ([...watched.values()].every((one) => isDone(one, began))) break;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return new Map([...watched].map(([key, { check }]) => [key, check]));
}

function look(one: Watched, row: StatRow): void {
  const { status = '', check_status = '', check_code = '', last_chk = '' } = row;
  // `UP 1/3`, `DOWN 1/2`: on the way to the other state. `* ` marks a check under way, which has forgotten the last one.
  if (one.check.up === null || /^(?:\* |INI|UNK|$)/.test(check_status) || /\d\/\d/.test(status)) return;
  one.since ??= Date.now();
  one.check = {
    status: check_status,
    code: check_code === '' ? null : Number(check_code),
    info: last_chk,
    up: /^(?:UP|NOLB)/.test(status),
  };
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
