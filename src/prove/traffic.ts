import { join } from 'node:path';
import type { ProvedServer } from '../prove-types.ts';
import { sideBySide } from './all-done.ts';
import { ask, openClient, type Received, type Way } from './client.ts';
import type { Door } from './doors.ts';
import type { SpawnedHaproxy } from './spawn.ts';

/** Connections of clients for each server, and how often each asks for every host: HAProxy picks its own up again. */
const clients = 2;
const rounds = 2;
/** How many backends are asked at once. */
const backendsAtOnce = 4;

/** Whom clients ask for through one server. */
export interface Visited {
  door: Door;
  server: string;
  /** As they stand in Host. */
  hosts: readonly { host: string | null; header: string }[];
  /** Clients of a passthrough speak TLS. */
  passesTls: boolean;
}

/** What clients ask for. */
export interface Request {
  method: string;
  path: string;
}

/** What clients of one server received. */
export interface Answers {
  traffic: ProvedServer['traffic'];
  /** Hosts of whose clients one came through to nobody, for want of TLS. */
  unconnected: ReadonlySet<string | null>;
  /** By host, what all of its answers with a good status had for a page; null: they differed, or there was none. */
  pages: ReadonlyMap<string | null, string | null>;
}

/**
 * Sends clients through each server, one server of a backend at a time: all begin in maintenance.
 * @param haproxy whose servers have no checks
 * @param visited the servers
 * @param request what is asked for
 * @param signal stops it
 * @returns what clients received, by `be/s1`
 * @throws SocketProblem when its stats socket does not answer; the signal's reason when aborted
 */
export async function sendTraffic(
  haproxy: SpawnedHaproxy,
  visited: readonly Visited[],
  request: Request,
  signal: AbortSignal,
): Promise<Map<string, Answers>> {
  const received = new Map<string, Answers>();
  const byProxy = new Map<string, Visited[]>();
  for (const one of visited) byProxy.set(one.door.proxy.name, [...(byProxy.get(one.door.proxy.name) ?? []), one]);
  await sideBySide([...byProxy.values()], backendsAtOnce, async (servers) => {
    for (const one of servers) {
      const key = `${one.door.proxy.name}/${one.server}`;
      await haproxy.stats.ask(`set server ${key} state ready`, signal);
      received.set(key, await visit(one, haproxy.folder, request, signal));
      await haproxy.stats.ask(`set server ${key} state maint`, signal);
    }
  });
  return received;
}

async function visit(
  { door, hosts, passesTls }: Visited,
  folder: string,
  request: Request,
  signal: AbortSignal,
): Promise<Answers> {
  const received = new Map<string | null, Received[]>(hosts.map(({ host }) => [host, []]));
  const tls = door.tls || (door.mode === 'tcp' && passesTls);
  const way: Way = { socketPath: join(folder, door.socket), tls, port: door.port ?? (tls ? 443 : 80) };
  const opened = Array.from({ length: clients }, () => new Visitor(way));
  const abort = () => void leave(opened);
  signal.addEventListener('abort', abort, { once: true });
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const { host, header } of hosts) {
        const own = received.get(host) ?? [];
        // What fails each time does so again: with its retries that takes long.
        if (round > 0 && own.every(({ status }) => status === null || status >= 500)) continue;
        own.push(...(await Promise.all(opened.map((visitor) => visitor.ask(header, request)))));
        signal.throwIfAborted();
      }
    }
  } finally {
    signal.removeEventListener('abort', abort);
    await leave(opened);
  }
  return {
    traffic: [...received].flatMap(([host, all]) => grouped(host, all)),
    unconnected: new Set([...received].flatMap(([host, all]) => (all.every((one) => one.connected) ? [] : [host]))),
    pages: new Map([...received].map(([host, all]) => [host, commonPage(all)])),
  };
}

/** Over TLS a client has a connection for each name; in clear text all names share one. */
class Visitor {
  readonly #way: Way;
  readonly #clients = new Map<string, ReturnType<typeof openClient>>();

  constructor(way: Way) {
    this.#way = way;
  }

  ask(header: string, request: Request): Promise<Received> {
    const name = this.#way.tls ? header : '';
    const client = this.#clients.get(name) ?? openClient(this.#way, name === '' ? null : name);
    this.#clients.set(name, client);
    return ask(client, { host: header, ...request });
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#clients.values()].map(({ client }) => client.destroy()));
  }
}

async function leave(visitors: readonly Visitor[]): Promise<void> {
  await Promise.all(visitors.map((visitor) => visitor.close()));
}

function grouped(host: string | null, all: readonly Received[]): Answers['traffic'] {
  const counts = new Map<number | null, number>();
  for (const { status } of all) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, requests]) => ({ host, status, requests }));
}

function commonPage(all: readonly Received[]): string | null {
  const pages = new Set(all.map(({ status, page }) => (status !== null && status < 400 ? page : null)));
  const [only = null] = pages;
  return pages.size === 1 ? only : null;
}
