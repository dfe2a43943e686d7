import { randomBytes, randomInt } from 'node:crypto';
import type { ProvedCheck } from '../prove-types.ts';
import { printable } from '../report/escape.ts';
import { socketPlace } from '../runtime-api/place.ts';
import { remove } from './runtime-remove.ts';
import { type RunningHaproxy, settledCheck } from './runtime-watch.ts';
import { commandWord, type DynamicServer } from './runtime-words.ts';
import { RuntimeRefusal, SocketProblem, type StatsSocket } from './stats-socket.ts';

/** A server that was added and that is still there. */
export class LeftBehind extends RuntimeRefusal {}

/** No server's address (RFC 5737): that of the check is written out beside it. */
const nowhere = '192.0.2.1';

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
 * Only `option persist` and `force-persist` send clients to servers that are down, by a cookie or a stick table, and a new
 * server would inherit the clients of a former one with its id, or its address (measured on all five). So it has an id and
 * a name by chance and an address that no server has: nothing that a client may still carry means it.
 * @param haproxy which
 * @param backend whose rules the check follows
 * @param server what is added
 * @param options `timeout`: the longest that one check may take, in ms; `signal`: ends it once the server is removed
 * @returns what HAProxy says of its check
 * @throws RuntimeRefusal where HAProxy does not take it or its check comes to nothing, LeftBehind where it could not be
 *   removed; the signal's reason
 */
export async function checkOf(
  haproxy: RunningHaproxy,
  backend: string,
  server: DynamicServer,
  { timeout, signal }: { timeout: number; signal: AbortSignal },
): Promise<ProvedCheck> {
  const { socket } = haproxy;
  const added = { backend, server: `sni-doctor-${randomBytes(6).toString('hex')}`, id: randomInt(2 ** 30, 2 ** 31) };
  const name = `${backend}/${added.server}`;
  const words = server.keywords.flat().map(commandWord).join(' ');
  let outcome: { check: ProvedCheck } | { error: unknown };
  let told = true;
  signal.throwIfAborted();
  try {
    // What changes HAProxy is not interrupted: it must be known what became of it.
    const answer = await socket
      .ask(`add server ${name} ${nowhere} ${words} weight 0 id ${added.id}`)
      .catch((error: unknown) => {
        told = !(error instanceof SocketProblem) || error.reached;
        throw error;
      });
    if (!answer.includes('New server registered.')) throw refused(answer);
    const enabled = await socket.ask(`enable health ${name}`);
    if (enabled !== '') throw refused(enabled);
    outcome = { check: await settledCheck(haproxy, added, { ...server, timeout }, signal) };
  } catch (error) {
    outcome = { error };
  }
  const left = told ? await remove(socket, name) : null;
  if (left !== null) throw leftBehind(socket, name, left, outcome);
  if ('error' in outcome) throw outcome.error;
  return outcome.check;
}

/** Since when dynamic servers take a keyword, where not since 2.6 (`srv_kw` tables of haproxy v2.6.0 to v3.5-dev5). */
const takenSince: Readonly<Record<string, string>> = {
  'client-sigalgs': '2.9',
  curves: '2.9',
  healthcheck: '3.4',
  'no-check-sni-auto': '3.4',
  sigalgs: '2.9',
};

function refused(answer: string): RuntimeRefusal {
  const message = `HAProxy says: ${printable(answer.replaceAll('\n', ' '), 400)}`;
  const copy = 'a copy may take it: sni-doctor prove --haproxy PATH';
  const [, refusedWord, unknownWord] =
    /'([\w-]+)' option is not accepted|unknown keyword '([\w-]+)'/.exec(answer) ?? [];
  const since = takenSince[refusedWord ?? unknownWord ?? ''];
  if (since !== undefined)
    return new RuntimeRefusal(message, `servers added at run time take it since ${since}; ${copy}`);
  if (/unable to (?:load|stat)/.test(answer))
    return new RuntimeRefusal(message, `while it runs it takes only files that it has loaded already; ${copy}`);
  return new RuntimeRefusal(message, copy);
}

function leftBehind({ name: socket }: StatsSocket, name: string, why: string, outcome: object): LeftBehind {
  const before =
    'error' in outcome && outcome.error instanceof Error ? `${printable(outcome.error.message, 300)}; ` : '';
  const place = socketPlace(socket);
  const address = 'path' in place ? place.path : `tcp-connect:${place.host}:${place.port}`;
  return new LeftBehind(
    `${before}THE SERVER ${name} COULD NOT BE REMOVED (${why}): it takes no traffic, but it is still checked`,
    `remove it: echo "disable health ${name}; del server ${name}" | socat stdio ${printable(address, 200)}`,
  );
}
