import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { infoFields, statRows } from '../haproxy/stat-lines.ts';
import type { ProvedCheck } from '../prove-types.ts';
import { printable } from '../report/escape.ts';
import { checkProgress } from './runtime-check.ts';
import { commandWord, type DynamicServer } from './runtime-words.ts';
import { RuntimeRefusal, SocketProblem, type StatsSocket } from './stats-socket.ts';

/** How often HAProxy is asked how far a check is, in ms. */
const beat = 50;
/** How long a HAProxy that does not answer any more is waited for, and a removal tried again, in ms. */
const perseverance = 5000;

/** A HAProxy that runs. */
export interface RunningHaproxy {
  socket: StatsSocket;
  /** Of its process. */
  pid: string;
}

/**
 * Adds a server to a backend, lets HAProxy check it and takes it away again, whatever happens.
 *
 * It is in maintenance from its first to its last moment, as every dynamic server is until somebody enables it (HAProxy
 * management guide, `add server`): no algorithm knows of it, so no request can be given to it. All the same its check runs
 * once `enable health` has been said, because nothing has paused it: only a server that enters maintenance has its check
 * paused (haproxy v2.6.0 src/server.c:5323, v3.4.0 src/server.c:6928). Measured on 2.6.12, 2.8.25, 3.0.11, 3.2.26 and
 * 3.4.7: `show stat` says MAINT throughout, the first result comes one `inter` after `add server`, and with roundrobin,
 * leastconn, random and consistent hashing, over kept connections, no request reached it and none failed.
 *
 * Only `option persist` and `force-persist` send clients to servers that are down, by cookie or stick table. It is none
 * that they can mean: its name and id are random, and where HAProxy takes the word (2.8.25 and later) so is its cookie,
 * which `dynamic-cookie-key` would make of its address otherwise.
 * @param haproxy which
 * @param backend whose rules the check follows
 * @param server what is added
 * @param options `timeout`: the longest that one check may take, in ms; `signal`: the server is removed before its reason is thrown
 * @returns what HAProxy says of its check
 * @throws RuntimeRefusal where HAProxy does not take it, its check does not settle, or it could not be removed
 */
export async function checkOf(
  haproxy: RunningHaproxy,
  backend: string,
  server: DynamicServer,
  options: { timeout: number; signal: AbortSignal },
): Promise<ProvedCheck> {
  const { socket } = haproxy;
  const added = { backend, server: `sni-doctor-${randomBytes(6).toString('hex')}`, id: randomInt(2 ** 30, 2 ** 31) };
  const name = `${backend}/${added.server}`;
  let outcome: { check: ProvedCheck } | { error: unknown };
  try {
    options.signal.throwIfAborted();
    await add(socket, name, added, server);
    outcome = { check: await watch(haproxy, added, server, options) };
  } catch (error) {
    if (error instanceof SocketProblem && !error.reached) throw error;
    outcome = { error };
  }
  const left = await removed(socket, name);
  if (left !== null) {
    const before = 'error' in outcome && outcome.error instanceof Error ? `${outcome.error.message}; ` : '';
    throw new RuntimeRefusal(
      `${before}THE SERVER ${name} COULD NOT BE REMOVED AGAIN (${left}). It takes no traffic, but its check may go on`,
      `remove it with: echo "disable health ${name}; del server ${name}" | socat stdio ${printable(socket.name, 200)}`,
    );
  }
  if ('error' in outcome) throw outcome.error;
  return outcome.check;
}

interface Added {
  backend: string;
  server: string;
  id: number;
}

/** What is told to HAProxy is not interrupted: it is to be known whether it was done. */
async function add(socket: StatsSocket, name: string, { server, id }: Added, words: DynamicServer): Promise<void> {
  const keywords = words.keywords.flat().map(commandWord).join(' ');
  const command = `add server ${name} ${words.at} ${keywords} weight 0 id ${id}`;
  let answer = await socket.ask(`${command} cookie ${server}`);
  if (answer.includes("'cookie' option is not accepted")) answer = await socket.ask(command);
  if (!answer.includes('New server registered.')) throw refused(answer);
  const enabled = await socket.ask(`enable health ${name}`);
  if (enabled !== '') throw refused(enabled);
}

/** Since when dynamic servers take a keyword, where that is later than 2.6 (`srv_kw` tables of haproxy v2.6.0 to v3.5-dev5). */
const takenSince: Readonly<Record<string, string>> = {
  'client-sigalgs': '2.9',
  curves: '2.9',
  healthcheck: '3.4',
  'no-check-sni-auto': '3.4',
  sigalgs: '2.9',
};

function refused(answer: string): RuntimeRefusal {
  const said = printable(answer.replaceAll('\n', ' '), 400);
  const keyword = /'([a-z0-9-]+)' option is not accepted|unknown keyword '([a-z0-9-]+)'/.exec(answer);
  const since = takenSince[keyword?.[1] ?? keyword?.[2] ?? ''];
  const copy = 'prove it with a copy: sni-doctor prove --haproxy PATH';
  if (since !== undefined)
    return new RuntimeRefusal(`HAProxy says: ${said}`, `servers added at run time take it since ${since}; ${copy}`);
  if (/unable to (?:load|stat)/.test(answer))
    return new RuntimeRefusal(`HAProxy says: ${said}`, `it takes only files that it has loaded already; ${copy}`);
  return new RuntimeRefusal(`HAProxy says: ${said}`, copy);
}

async function watch(
  { socket, pid }: RunningHaproxy,
  added: Added,
  { inter, rise }: DynamicServer,
  { timeout, signal }: { timeout: number; signal: AbortSignal },
): Promise<ProvedCheck> {
  // A check begins one `inter` after the last one ended.
  const end = performance.now() + rise * (inter + timeout) + beat;
  let heard = performance.now();
  for (;;) {
    try {
      const rows = statRows(await socket.ask(`show stat -1 4 ${added.id}`, signal));
      heard = performance.now();
      const row = rows.find(({ pxname, svname }) => pxname === added.backend && svname === added.server);
      if (!row) throw await gone(socket, pid, signal);
      const progress = checkProgress(row);
      if (progress.settled) return progress.settled;
      if (heard > end)
        throw new RuntimeRefusal(
          `the check of ${added.backend}/${added.server} did not settle in ${Math.round((rise * (inter + timeout)) / 1000)} s: ${progress.seen || 'it did not begin'}`,
        );
    } catch (error) {
      // In the midst of a reload nobody listens for a moment.
      if (!(error instanceof SocketProblem) || performance.now() - heard > perseverance) throw error;
    }
    await pause(beat, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

async function gone(socket: StatsSocket, pid: string, signal: AbortSignal): Promise<RuntimeRefusal> {
  const now = infoFields(await socket.ask('show info', signal)).get('Pid') ?? '';
  if (now === pid) return new RuntimeRefusal('the server was removed by somebody else while its check ran');
  return new RuntimeRefusal(
    `HAProxy was reloaded while the check ran (process ${printable(pid, 20)}, now ${printable(now, 20)}): the added server went with the old process`,
    'ask again',
  );
}

/** @returns why it is still there; null: it is not */
async function removed(socket: StatsSocket, name: string): Promise<string | null> {
  const end = performance.now() + perseverance;
  for (;;) {
    const answer = await removal(socket, name);
    if (/^(?:Server deleted|No such (?:server|backend))\./m.test(answer)) return null;
    if (performance.now() > end) return printable(answer.replaceAll('\n', ' '), 200);
    await pause(beat);
  }
}

/** A server can go while it is in maintenance and has no connections (HAProxy management guide, `del server`). */
async function removal(socket: StatsSocket, name: string): Promise<string> {
  try {
    await socket.ask(`disable health ${name}`);
    const answer = await socket.ask(`del server ${name}`);
    // Only somebody who enabled it can have changed that.
    if (answer.includes('maintenance mode')) await socket.ask(`disable server ${name}`);
    if (answer.includes('connections')) await socket.ask(`shutdown sessions server ${name}`);
    return answer;
  } catch (error) {
    if (error instanceof SocketProblem) return error.message;
    throw error;
  }
}
