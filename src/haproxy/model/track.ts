import type { ProxySection, Server } from './types.ts';

/** Follows `track` from server to server (haproxy v3.4.0 src/server.c, `srv_apply_track`). */
export class Tracks {
  readonly #backends: ReadonlyMap<string, ProxySection>;
  readonly #hasMore: boolean;
  readonly #servers = new Map<ProxySection, Map<string, Server>>();
  /** Servers whose track leads to a check. */
  readonly #sound = new Set<Server>();
  /** Servers whose track does not, and why: chains are long at times. */
  readonly #broken = new Map<Server, string>();

  /**
   * @param backends proxies with servers, by name
   * @param hasMore there may be others
   */
  constructor(backends: ReadonlyMap<string, ProxySection>, hasMore: boolean) {
    this.#backends = backends;
    this.#hasMore = hasMore;
  }

  /**
   * Whether HAProxy refuses what a server tracks.
   * @param proxy the server's
   * @param server the server, with `track`
   * @returns what is wrong; null: nothing
   */
  wrong(proxy: ProxySection, server: Server): string | null {
    const seen = new Set<Server>();
    const message = this.#follow(proxy, server, seen);
    for (const one of seen) {
      if (message === null) this.#sound.add(one);
      else this.#broken.set(one, message);
    }
    return message;
  }

  #follow(proxy: ProxySection, server: Server, seen: Set<Server>): string | null {
    let [place, current] = [proxy, server];
    while (!this.#sound.has(current)) {
      if (seen.has(current)) return '"track" leads back to a server that is tracked already';
      seen.add(current);
      const { settings } = current;
      const word = settings.get('track')?.args[0];
      if (current !== server && (settings.has('check') || settings.has('agent-check') || word?.unset)) break;
      const known = this.#broken.get(current);
      if (known !== undefined) return known;
      if (!word) return `"track": server "${current.name}" has no check to share`;
      if (word.unset) break;
      const slash = word.text.indexOf('/');
      const home = slash < 0 ? place : this.#backends.get(word.text.slice(0, slash));
      if (!home && this.#hasMore) break;
      if (!home) return `"track": there is no backend of the name "${word.text.slice(0, slash)}"`;
      const target = this.#named(home, word.text.slice(slash + 1));
      if (!target && home.servers.some(({ name }) => name === '')) break;
      if (!target) return `"track": backend "${home.name}" has no server of the name "${word.text.slice(slash + 1)}"`;
      [place, current] = [home, target];
    }
    return null;
  }

  #named(proxy: ProxySection, name: string): Server | undefined {
    const servers = this.#servers.get(proxy) ?? new Map(proxy.servers.map((server) => [server.name, server]));
    this.#servers.set(proxy, servers);
    return servers.get(name);
  }
}
