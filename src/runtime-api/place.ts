/** Where the Runtime API is. */
export type SocketPlace = { path: string } | { host: string; port: number };

/**
 * Reads where a stats socket is, as users and `stats socket` have it.
 * @param text `/run/haproxy/admin.sock`, `unix@PATH`, `127.0.0.1:9999`, `ipv4@…`, `[::1]:9999`
 * @returns the place
 * @throws Error whose message says what is accepted
 */
export function socketPlace(text: string): SocketPlace {
  const [, prefix = '', rest = ''] = /^(?:([a-z0-9+]+)@)?(.*)$/s.exec(text) ?? [];
  const tcp = /^(?:tcp|tcp4|tcp6|ipv4|ipv6)$/.test(prefix);
  if ((prefix !== '' && prefix !== 'unix' && !tcp) || rest === '' || rest.includes('\0'))
    throw new Error(`"${text}" is no socket that can be reached: write its path, or ADDRESS:PORT`);
  const place = /^(?:\[(?<literal>[^\]]+)\]|(?<host>[^/]+)):(?<port>\d+)$/.exec(rest)?.groups;
  if (prefix === 'unix' || (!place && !tcp)) return { path: rest };
  const port = Number(place?.port);
  if (!place || port < 1 || port > 65_535)
    throw new Error(`"${text}" has no port: write ADDRESS:PORT, as in 127.0.0.1:9999`);
  return { host: place.literal ?? place.host ?? '', port };
}
