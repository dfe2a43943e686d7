import type { Model, Server } from '../haproxy/model/types.ts';

/** Where a running HAProxy has a server, by `be/s1`. */
export type InUse = ReadonlyMap<string, { address: string; port: number }>;

/**
 * Puts the addresses that a running HAProxy uses in the place of those of the text: a name may have stood for another
 * one when it started, and the Runtime API can set one (HAProxy management guide, `set server`).
 * @param model a configuration
 * @param inUse the addresses; servers that are not in it keep what the text says
 * @returns the same with these addresses
 */
export function withAddressesInUse(model: Model, inUse: InUse): Model {
  const placed = (proxy: string, server: Server): Server => {
    const place = inUse.get(`${proxy}/${server.name}`);
    return place ? { ...server, address: { kind: 'ip', ...place } } : server;
  };
  return {
    ...model,
    proxies: model.proxies.map((proxy) => ({
      ...proxy,
      servers: proxy.servers.map((server) => placed(proxy.name, server)),
    })),
  };
}
