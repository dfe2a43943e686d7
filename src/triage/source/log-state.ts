import type { LogLine } from '../../log-types.ts';
import type { LiveState } from '../../triage-types.ts';
import { LogServer } from './log-server.ts';

/** So many servers are kept, and so many backends named; a name has no more characters. */
const most = { servers: 50_000, backends: 1000, named: 20, name: 256 };

/** haproxy v2.6.0 src/server.c:3126; since 3.0 the words are others, and a port may follow (v3.4.0 src/server.c:4499). */
const resolvedAnew =
  /^(?<proxy>[^\s/]+)\/(?<server>[^\s/]+?)(?: changed its IP from \S* to (?<before>[0-9A-Fa-f.:]+) by |: IP changed from '[^']*' to '(?<address>[0-9A-Fa-f.:]+)'(?:, port changed from '\d*' to '(?<port>\d+)')?)/;

/** What a log has said of all servers so far. */
export class LogState {
  #servers = new Map<string, LogServer>();
  /** Sessions that found no server, by backend. */
  #without = new Map<string, number>();
  #left = 0;
  #version: string | null = null;
  #changed = false;

  /**
   * Takes a line.
   * @param line one that concerns us
   */
  take(line: LogLine): void {
    switch (line.kind) {
      case 'health-check':
        this.#with(line.proxy, line.server, (server) => server.checked(line));
        break;
      case 'server-state':
        this.#with(line.proxy, line.server, (server) => server.became(line));
        break;
      case 'http':
      case 'tcp':
        // Their names for none: `<NOSRV>`, `<STATS>`.
        if (!line.server.startsWith('<')) this.#with(line.backend, line.server, (server) => server.carried(line));
        else if (line.server === '<NOSRV>' && line.termination.startsWith('SC')) this.#lost(line.backend);
        break;
      case 'notice':
        this.#noticed(line);
        break;
    }
  }

  /**
   * Whether anything came since it was asked last.
   * @returns true once
   */
  changed(): boolean {
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  /**
   * All that is known.
   * @param from the log's name
   * @param notes what else is to be said
   * @returns servers in the order in which the log named them first
   */
  live(from: string, notes: readonly string[]): LiveState {
    const servers = [...this.#servers.values()].map((server) => server.live);
    const down = new Set(servers.filter(({ state }) => state.startsWith('DOWN')).map(({ proxy }) => proxy));
    const without = [...this.#without].filter(([proxy]) => !down.has(proxy));
    return {
      source: 'log',
      from,
      version: this.#version,
      pid: null,
      uptimeSeconds: null,
      servers,
      notes: [
        ...notes,
        ...without
          .slice(0, most.named)
          .map(
            ([proxy, count]) =>
              `Backend ${proxy} had no server for ${count} sessions, and the log does not say what became of its servers.`,
          ),
        ...(without.length > most.named ? [`So it was with ${without.length - most.named} more backends.`] : []),
        ...(this.#left > 0
          ? [`The log names more than ${most.servers} servers: ${this.#left} lines of others are left out.`]
          : []),
      ],
    };
  }

  #with(proxy: string, name: string, act: (server: LogServer) => void): void {
    // Longer than any that is written by hand: a line that is no such line.
    if (proxy.length > most.name || name.length > most.name) return;
    const key = `${proxy}/${name}`;
    let server = this.#servers.get(key);
    if (!server) {
      if (this.#servers.size >= most.servers) {
        this.#left++;
        return;
      }
      server = new LogServer(proxy, name);
      const { live } = server;
      this.#servers.set(`${live.proxy}/${live.server}`, server);
    }
    act(server);
    this.#changed = true;
  }

  #lost(proxy: string): void {
    const count = this.#without.get(proxy);
    if (proxy.length > most.name || (count === undefined && this.#without.size >= most.backends)) return;
    this.#without.set(proxy, (count ?? 0) + 1);
  }

  #noticed({ message }: LogLine & { kind: 'notice' }): void {
    const head = message.slice(0, 400);
    const [, version] = /^haproxy version is (\d+\.\d+(?:\.\d+)?)/i.exec(head) ?? [];
    if (version !== undefined) this.#version = Buffer.from(version).toString();
    const moved = resolvedAnew.exec(head)?.groups;
    if (moved?.proxy !== undefined && moved.server !== undefined)
      this.#with(moved.proxy, moved.server, (known) => known.resolved(moved.before ?? moved.address ?? '', moved.port));
  }
}
