import { argument, has } from '../../haproxy/model/setting.ts';
import type { Server } from '../../haproxy/model/types.ts';

/** What HAProxy starts a server with whose address is a name. */
export interface StartingAddress {
  /** Empty: it has none. */
  addresses: readonly string[];
  /** `resolved`: those of the name; `init-addr`: the one that is written there; else why there is none. */
  from: 'resolved' | 'init-addr' | 'maintenance' | 'refused';
}

/**
 * The address that a server has when HAProxy starts (haproxy v3.2.0 src/server.c, `srv_iterate_initaddr`; measured on
 * 2.6.12 and 3.4.7). With `resolvers` those of the name follow soon, whatever the server started with.
 * @param server the server
 * @param found the addresses of its name; empty: it does not resolve
 * @returns the address, or why there is none
 */
export function startingAddress(server: Server, found: readonly string[]): StartingAddress {
  const resolved: StartingAddress = { addresses: found, from: 'resolved' };
  const follows = has(server, 'resolvers');
  if (follows && found.length > 0) return resolved;
  const methods = argument(server, 'init-addr') ?? (follows ? 'last,libc,none' : 'last,libc');
  for (const method of methods.split(',')) {
    if (method === 'none') return { addresses: [], from: 'maintenance' };
    if (method === 'libc' && found.length > 0) return resolved;
    if (/^[\d.]+$|:/.test(method)) return { addresses: [method.replace(/^\[|\]$/g, '')], from: 'init-addr' };
  }
  return { addresses: [], from: 'refused' };
}
