/** A place to connect to, as far as words say. */
export interface Endpoint {
  /** IP literal or name; null: none is given. */
  host: string | null;
  port: number | null;
}

/**
 * Takes `ADDRESS[:PORT]` apart, as the values of `addr` have it (HAProxy manual, `addr`, `http-check connect`).
 * @param text IPv4, IPv6 (bare, or in brackets with a port), name
 * @returns null: it is no TCP address (`unix@…`, a path, `abns@…`)
 */
export function endpointOf(text: string): Endpoint | null {
  const plain = text.replace(/^(?:ipv[46]|tcp[46]?|mptcp[46]?)@/, '');
  if (plain.includes('@') || plain.startsWith('/') || /[^\w.:[\]*-]/.test(plain)) return null;
  const bracketed = /^\[([\da-fA-F:.]+)\](?::(\d+))?$/.exec(plain);
  if (bracketed) return { host: bracketed[1] ?? null, port: port(bracketed[2]) };
  const colons = plain.split(':').length - 1;
  // As in HAProxy, what stands behind the last colon of a bare IPv6 literal is a port unless it ends there.
  const cut = plain.lastIndexOf(':');
  if (colons === 0) return { host: plain || null, port: null };
  if (colons === 1) return { host: plain.slice(0, cut) || null, port: port(plain.slice(cut + 1)) };
  return { host: plain, port: null };
}

function port(digits: string | undefined): number | null {
  const number = Number(digits);
  return digits !== undefined && digits !== '' && number > 0 && number < 65_536 ? number : null;
}
