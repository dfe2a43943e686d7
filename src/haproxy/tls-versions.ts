import type { TlsVersion } from '../types.ts';

const order: readonly TlsVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];
const words: Record<string, TlsVersion> = {
  'TLSv1.0': 'TLSv1',
  'TLSv1.1': 'TLSv1.1',
  'TLSv1.2': 'TLSv1.2',
  'TLSv1.3': 'TLSv1.3',
  tlsv10: 'TLSv1',
  tlsv11: 'TLSv1.1',
  tlsv12: 'TLSv1.2',
  tlsv13: 'TLSv1.3',
};

/**
 * The TLS versions that a server line allows (haproxy v3.4.0 src/ssl_sock.c:5094-5130: `no-…` count only where neither
 * bound is set, `force-…` sets both). HAProxy sets no bound of its own: it is OpenSSL's security level that keeps
 * versions before 1.2 out, at every level but 0 (measured on 2.6.12, 2.8.25, 3.0.11, 3.2.26 and 3.4.7).
 * @param keywords each keyword that bounds them, with its argument, in order
 * @param securityLevel in force
 * @returns lowest and highest
 */
export function tlsVersions(
  keywords: readonly { keyword: string; argument: string | null }[],
  securityLevel: number,
): {
  min: TlsVersion;
  max: TlsVersion;
} {
  let min: TlsVersion | null = null;
  let max: TlsVersion | null = null;
  const disabled = new Set<TlsVersion>();
  for (const { keyword, argument } of keywords) {
    const named = words[argument ?? ''] ?? words[keyword.replace(/^(?:force|no)-/, '')];
    if (keyword === 'ssl-min-ver') min = named ?? null;
    else if (keyword === 'ssl-max-ver') max = named ?? null;
    else if (keyword.startsWith('force-')) min = max = named ?? null;
    else if (named) disabled.add(named);
  }
  const bounded = min !== null || max !== null;
  const left = order.filter((version) => {
    if (!bounded) return !disabled.has(version);
    return (min === null || at(version) >= at(min)) && (max === null || at(version) <= at(max));
  });
  // Only the ends count: a version in between that is disabled is offered all the same.
  const allowed = order.slice(order.indexOf(left[0] ?? 'TLSv1.2'), order.indexOf(left.at(-1) ?? 'TLSv1.3') + 1);
  const usual = min === null && securityLevel > 0 ? allowed.filter((version) => at(version) >= at('TLSv1.2')) : allowed;
  const [first = 'TLSv1.2', ...more] = usual.length > 0 ? usual : allowed;
  return { min: first, max: more.at(-1) ?? first };
}

function at(version: TlsVersion): number {
  return order.indexOf(version);
}
