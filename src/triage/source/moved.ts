import type { LiveServer } from '../../triage-types.ts';

/**
 * Whether a server's name leads elsewhere by now: HAProxy resolved it when it started and keeps that address.
 * @param server with the address in use
 * @param addresses that its name has now, IP literals; none: the name does not resolve, and nothing is known
 * @returns true where the address in use is not among them
 */
export function moved(server: Pick<LiveServer, 'address'>, addresses: readonly string[]): boolean {
  if (server.address === null || addresses.length === 0) return false;
  const inUse = canonical(server.address);
  return !addresses.some((address) => canonical(address) === inUse);
}

/** IPv6 has many ways to write an address, one of them for IPv4 (RFC 4291, 2.5.5.2). */
function canonical(text: string): string {
  const address = text.replace(/^\[|\]$/g, '').replace(/%.*$/s, '');
  if (!address.includes(':')) return address;
  const url = `http://[${address}]/`;
  if (!URL.canParse(url)) return address.toLowerCase();
  const literal = new URL(url).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(literal) ?? [];
  if (high === undefined || low === undefined) return literal;
  return [high, low].flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255]).join('.');
}
