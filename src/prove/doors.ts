import type { Bind, Model, ProxySection } from '../haproxy/model/types.ts';
import { entrance } from '../haproxy/request/routes.ts';

/** Where clients come in to a backend under test. */
export interface Door {
  /** The backend. */
  proxy: ProxySection;
  /** The frontend that leads to it, itself for a `listen`; null: none does. */
  frontend: ProxySection | null;
  /** What its copy is called. */
  name: string;
  /** Name of its UNIX socket in HAProxy's folder. */
  socket: string;
  /** The real one has `ssl`. */
  tls: boolean;
  /** Of the real one; null: not known. */
  port: number | null;
  mode: 'http' | 'tcp';
}

/**
 * Finds the way into each backend under test.
 * @param model the configuration
 * @param proxies the backends
 * @returns a door for each
 */
export function doorsOf(model: Model, proxies: readonly ProxySection[]): Door[] {
  const taken = new Set(model.proxies.map(({ name }) => name));
  const named = (frontend: ProxySection | null, proxy: ProxySection, count: number): string => {
    if (frontend === proxy) return proxy.name;
    if (frontend !== null && count === 1) return frontend.name;
    let name = `${frontend?.name ?? 'users'}.${proxy.name}`;
    while (taken.has(name)) name = `${name}.`;
    taken.add(name);
    return name;
  };
  const ways = proxies.map((proxy) => ({ proxy, way: entrance(model, proxy) }));
  return ways.map(({ proxy, way }, index) => {
    const frontend = way?.frontend ?? null;
    const heirs = ways.filter((other) => other.way?.frontend === frontend).length;
    return {
      proxy,
      frontend,
      name: named(frontend, proxy, heirs),
      socket: `users-${index}.sock`,
      tls: way?.bind?.ssl ?? false,
      port: way?.bind ? portOf(way.bind) : null,
      mode: proxy.mode === 'tcp' ? 'tcp' : 'http',
    };
  });
}

/** The port of `:443`, `192.0.2.7:443 ...`, `[::]:443`; of a range the first. */
function portOf({ address, ssl }: Bind): number {
  const port = Number(/:(\d+)(?:-\d+)?$/.exec(address.split(',')[0] ?? '')?.[1]);
  return port > 0 && port < 65536 ? port : ssl ? 443 : 80;
}
