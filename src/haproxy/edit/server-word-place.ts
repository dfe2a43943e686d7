import { isProxyHeader } from '../model/proxy-header.ts';
import { boundsVersion } from '../model/server-keywords.ts';
import type { Word } from '../syntax/tree.ts';
import { firstKeyword, serverSpans } from './server-spans.ts';

/** What people write together on a server line: who stands further up in its family is written first. */
interface Rank {
  family: 'proxy' | 'tls' | 'check';
  rank: number;
}

const ranks: ReadonlyMap<string, Rank> = new Map([
  ...ranked('proxy', ['set-proxy-v2-tlv-fmt']),
  ...ranked('tls', [
    'ssl no-ssl',
    'verify ca-file crl-file',
    'verifyhost',
    'crt',
    'ciphers ciphersuites curves sigalgs client-sigalgs',
    'alpn npn proto ws',
    'allow-0rtt ktls ssl-reuse no-ssl-reuse tls-tickets no-tls-tickets renegotiate no-renegotiate',
    'sni sni-auto no-sni-auto',
  ]),
  ...ranked('check', [
    'check no-check',
    'check-ssl no-check-ssl check-send-proxy no-check-send-proxy check-via-socks4 check-reuse-pool no-check-reuse-pool',
    'check-proto check-alpn check-sni check-sni-auto no-check-sni-auto check-pool-conn-name',
    'healthcheck addr port inter fastinter downinter rise fall',
  ]),
]);

function ranked(family: Rank['family'], lists: readonly string[]): [string, Rank][] {
  return lists.flatMap((list, rank) => list.split(' ').map((keyword): [string, Rank] => [keyword, { family, rank }]));
}

function rankOf(keyword: string): Rank | undefined {
  if (isProxyHeader(keyword)) return ranks.get('set-proxy-v2-tlv-fmt');
  return ranks.get(boundsVersion(keyword) ? 'ciphers' : keyword);
}

/**
 * Where a person would put a keyword on a server line: behind those that are written before it, else in front of those that
 * are written after it. A PROXY header and TLS stand behind the address, a check at the end.
 * @param words of a `server`, `default-server` or `server-template` line
 * @param keyword the new one
 * @returns the word that it is to stand before; undefined: behind the last one
 */
export function serverWordPlace(words: readonly Word[], keyword: string): number | undefined {
  const place = placeOf(words, keyword);
  if (place === undefined) return undefined;
  let at = place;
  // Words that one environment variable makes cannot be parted.
  while ((words[at]?.start ?? 0) < (words[at - 1]?.end ?? 0) && at < words.length) at++;
  return at < words.length ? at : undefined;
}

function placeOf(words: readonly Word[], keyword: string): number | undefined {
  const own = rankOf(keyword);
  if (!own) return undefined;
  const spans = serverSpans(words);
  const kin = spans.flatMap((span) => {
    const rank = rankOf(span.keyword);
    return rank?.family === own.family ? [{ ...span, rank: rank.rank }] : [];
  });
  const earlier = kin.findLast(({ rank }) => rank <= own.rank);
  if (earlier) return earlier.to;
  const later = kin.find(({ rank }) => rank > own.rank);
  if (later) return later.from;
  if (own.family === 'check') return undefined;
  let at = firstKeyword(words);
  if (own.family === 'tls')
    for (const span of spans) if (span.from === at && rankOf(span.keyword)?.family === 'proxy') at = span.to;
  return at;
}
