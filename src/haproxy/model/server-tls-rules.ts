import type { ServerSurroundings } from './server-rules.ts';
import type { ProxySection, Server } from './types.ts';

/**
 * What HAProxy refuses of a server's TLS. It prepares TLS wherever traffic or checks may use it, even where a
 * `default-server` that had `ssl` is overruled by `no-ssl` (haproxy v3.4.0 src/proxy.c:2584, src/ssl_sock.c:5063-5230).
 * @param proxy the server's
 * @param server the server
 * @param surroundings what the `global` section says, and what check rules ask for
 * @returns what is wrong; null: nothing
 */
export function serverTlsProblem(
  proxy: ProxySection,
  server: Server,
  { found, globals }: ServerSurroundings,
): string | null {
  const { settings } = server;
  const ofChecks = server.ownCheck
    ? server.ownCheck.rules.some((rule) => rule.action === 'connect' && rule.ssl)
    : found.scopes.get(proxy)?.checksOverTls;
  if (!ofChecks && !settings.has('ssl') && !settings.has('check-ssl') && !settings.has('no-ssl')) return null;
  const verify = settings.get('verify')?.args[0];
  const verifies = verify ? verify.text !== 'none' && !verify.unset : !globals.verifyNone;
  if (verifies && !settings.has('ca-file'))
    return 'TLS verifies the server\'s certificate unless "verify none" stands here, and no "ca-file" says against what';
  return server.versions.length > 0 && allVersionsOff(server)
    ? 'no version of TLS is left: the bounds on this line, in default-server and in the global section exclude them all'
    : null;
}

const names = ['SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
const suffixes = ['sslv3', 'tlsv10', 'tlsv11', 'tlsv12', 'tlsv13'];

/** `no-…` counts only where neither bound is set. */
function allVersionsOff({ versions }: Server): boolean {
  const { min, max, off } = boundsOf(
    versions.flatMap(({ keyword, args }) => [keyword, ...args.map(({ text }) => text)]),
  );
  if (min === null && max === null) return new Set([...off, 0]).size === names.length;
  return (min ?? 0) > (max ?? names.length - 1);
}

function boundsOf(words: readonly string[]): { min: number | null; max: number | null; off: number[] } {
  let min: number | null = null;
  let max: number | null = null;
  const off: number[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const version = suffixes.indexOf(word.replace(/^(?:no|force)-/, ''));
    if (word === 'ssl-min-ver') min = names.indexOf(words[++i] ?? '');
    else if (word === 'ssl-max-ver') max = names.indexOf(words[++i] ?? '');
    else if (word.startsWith('force-') && version >= 0) min = max = version;
    else if (word.startsWith('no-') && version >= 0) off.push(version);
  }
  return { min, max, off };
}
