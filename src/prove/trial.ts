import { has } from '../haproxy/model/setting.ts';
import type { Model, ProxySection } from '../haproxy/model/types.ts';
import type { Configuration } from '../haproxy/syntax/tree.ts';
import type { ProvedRun, ProvedServer } from '../prove-types.ts';
import { printable } from '../report/escape.ts';
import { allDone } from './all-done.ts';
import { type Begun, begin, type Script } from './begin.ts';
import type { Binary } from './binary.ts';
import { CannotProve } from './cannot.ts';
import { leftOut } from './carry-told.ts';
import { usersCertificate } from './certificate.ts';
import { awaitChecks } from './checks.ts';
import { type Door, doorsOf } from './doors.ts';
import type { SpawnedHaproxy } from './spawn.ts';
import { type Answers, type Request, sendTraffic } from './traffic.ts';
import { isOfChecks, isOfClients, logged, withTermination } from './trial-log.ts';

/** The most of HAProxy's log that is kept: lines, and characters of a line. */
const most = { lines: 200, characters: 500 };

/** One server under test. */
export interface Subject {
  proxy: string;
  server: string;
  /** Whom clients ask for; `header` as it stands in Host. */
  hosts: readonly { host: string | null; header: string }[];
  /** Clients of a passthrough speak TLS. */
  passesTls: boolean;
}

/** What all runs share. */
export interface Stage {
  binary: Binary;
  request: Request;
  /** One connection at a time: checks come before traffic. */
  gentle: boolean;
  signal: AbortSignal;
}

/** A configuration as HAProxy's version reads it, with the servers of it that are under test. */
export interface Text {
  configuration: Configuration;
  model: Model;
  subjects: readonly Subject[];
}

/** A run, and what was not part of it. */
export interface Tried {
  run: ProvedRun;
  /** Whole sentences. */
  partial: string[];
  /** What clients' pages were like, by `be/s1` and host. */
  pages: ReadonlyMap<string, Answers['pages']>;
}

/** Runs configurations on HAProxy, each on one process for checks and on another, without any, for traffic. */
export class Trials {
  readonly #stage: Stage;
  #pem: Promise<string> | null = null;

  /** @param stage what all runs share */
  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /**
   * @param text a configuration
   * @returns what HAProxy made of the servers under test
   * @throws Fatal where it refuses them; CannotProve where it cannot be run; the signal's reason when aborted
   */
  async try(text: Text): Promise<Tried> {
    const doors = doorsOf(text.model, proxiesOf(text));
    const check = this.#checks(text, doors);
    if (this.#stage.gentle) await check;
    const [checked, visited] = await allDone([check, this.#traffic(text, doors)]);
    const servers = text.subjects.map(({ proxy, server }): ProvedServer => {
      const key = `${proxy}/${server}`;
      const check = checked.found.get(key) ?? { status: null, code: null, info: '', up: null };
      const { traffic = [], unconnected } = visited.found.get(key) ?? {};
      const told = traffic.map((one) => (unconnected?.has(one.host) ? one : withTermination(one, key, visited.log)));
      return { proxy, server, check, traffic: told };
    });
    return {
      pages: new Map([...visited.found].map(([key, { pages }]) => [key, pages])),
      run: { servers, log: [...checked.log, ...visited.log].slice(0, most.lines) },
      partial: distinct([...leftOut(text.configuration, doors), ...checked.leftOut, ...visited.leftOut]),
    };
  }

  #checks(text: Text, doors: readonly Door[]) {
    const servers = doors.flatMap(({ proxy }) =>
      proxy.servers
        .filter((server) => text.subjects.some((one) => one.proxy === proxy.name && one.server === server.name))
        .map((server) => ({ proxy, server })),
    );
    return this.#run({ ...text, doors, purpose: 'check' }, '', isOfChecks, (haproxy) =>
      awaitChecks(haproxy, servers, text.model.proxies, this.#stage.signal),
    );
  }

  async #traffic(text: Text, doors: readonly Door[]) {
    const { request, signal } = this.#stage;
    const visited = text.subjects.flatMap((subject) => {
      const door = doors.find(({ proxy }) => proxy.name === subject.proxy);
      const server = door?.proxy.servers.find(({ name }) => name === subject.server);
      // Where the server has `ssl` the bytes of clients are no TLS.
      return door && server ? [{ ...subject, door, passesTls: subject.passesTls && !has(server, 'ssl') }] : [];
    });
    this.#pem ??= doors.some(({ tls }) => tls) ? usersCertificate() : null;
    return this.#run({ ...text, doors, purpose: 'traffic' }, (await this.#pem) ?? '', isOfClients, (haproxy) =>
      sendTraffic(haproxy, visited, request, signal).then(async (found) => {
        await logged(haproxy, visited);
        return found;
      }),
    );
  }

  async #run<T>(
    script: Script,
    pem: string,
    isTold: (line: string) => boolean,
    watch: (haproxy: SpawnedHaproxy) => Promise<T>,
  ) {
    const { binary, signal } = this.#stage;
    const { haproxy, leftOut }: Begun = await begin(binary, script, pem, signal);
    try {
      const found = await watch(haproxy);
      // Then it has said all.
      await haproxy.close();
      return { found, leftOut, log: haproxy.log.filter(isTold).map((line) => printable(line, most.characters)) };
    } catch (error) {
      signal.throwIfAborted();
      if (haproxy.ended) throw new CannotProve(`${binary.program} ended: ${printable(haproxy.log.at(-1) ?? '', 200)}`);
      throw error;
    } finally {
      await haproxy.close();
    }
  }
}

function proxiesOf({ model, subjects }: Text): ProxySection[] {
  const wanted = new Set(subjects.map(({ proxy }) => proxy));
  return model.proxies.filter(({ name, kind, mode }) => wanted.has(name) && kind !== 'frontend' && mode !== 'other');
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
