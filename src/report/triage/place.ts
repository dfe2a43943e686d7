import { isIpLiteral } from '../../host-name.ts';
import type { LiveServer, LiveState } from '../../triage-types.ts';

/** Where a server is, or why it is not connected to. */
export type Place = { address: string; port: number } | { because: string };

/**
 * Whether HAProxy's answer holds addresses at all: the statistics page shows them with `stats show-legends` only
 * (haproxy v3.4.0 src/stats-proxy.c:1067), a log never.
 * @param state a live HAProxy
 * @returns true where a server without an address really has none
 */
export function tellsAddresses({ servers, source }: LiveState): boolean {
  // A log names an address only where it changes.
  return source !== 'log' && servers.some(({ address, unix }) => address !== null || unix !== undefined);
}

/**
 * Where a connection to a server may go: to the address that HAProxy itself uses, and to no other.
 * @param server as HAProxy has it
 * @param elsewhere HAProxy runs on another machine: its loopback is not ours
 * @returns the place, or why there is none
 */
export function placeOf({ address, port, unix, state }: LiveServer, elsewhere: boolean): Place {
  if (unix !== undefined) return { because: 'it is a UNIX socket, which is not connected to from here' };
  if (address === null)
    return {
      because: /resolution/.test(state)
        ? 'HAProxy has no address for it'
        : 'the address that HAProxy uses is not known',
    };
  if (!isIpLiteral(address) || /^(?:0+\.0+\.0+\.0+|[0:]+)$/.test(address))
    return { because: 'HAProxy goes where each client wanted to go: it has no address of its own' };
  if (port === null || !Number.isInteger(port) || port < 1 || port > 65_535)
    return { because: 'HAProxy uses the port that the client came to: which one is not known' };
  if (elsewhere && isLocal(address))
    return { because: 'HAProxy runs on another machine, and this is an address of that machine alone' };
  return { address, port };
}

/**
 * Whether an address stands for another host on every host: loopback, link-local (RFC 6890).
 * @param address an IP literal
 * @returns true for `127.0.0.1`, `::1`, `fe80::1`
 */
export function isLocal(address: string): boolean {
  return /^(?:127\.|169\.254\.|fe[89ab]|(?:0*:)+:?0*1$|::ffff:127\.)/i.test(address);
}
