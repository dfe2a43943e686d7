import type { CertificateFacts } from '../types.ts';

/** A product that ends TLS on the way and signs certificates of its own for whatever site is asked for. */
export interface Interceptor {
  product: string;
  /** Words in the issuer or subject of its certificates, as its authorities are really called. */
  words: RegExp;
  /** The words are those of its inspection authority, not merely of its maker. */
  sure: boolean;
}

/**
 * Names of authorities as they are met in the field: each was found in public reports of intercepted connections. An
 * authority of one's own, which all of them can be given, cannot be told from any private one.
 */
const interceptors: readonly Interceptor[] = [
  of('Zscaler', /\bZscaler (?:Root|Intermediate Root) CA\b/),
  of(
    'FortiGate',
    /\bFortinet(?: |_CA_SSL|_)?Untrusted\b|\bFortinet_CA_SSL\b|O=Fortinet, OU=Certificate Authority, CN=FG/,
  ),
  of('Netskope', /\bgoskope\.com\b|\bcertadmin@netskope\.com\b/),
  of('Sophos', /\bSophos SSL CA(?:_|\b)/),
  of('Cisco Umbrella', /\bCisco Umbrella (?:Root CA|\w+ SubCA)\b/),
  of('Cloudflare Gateway', /\bGateway CA - Cloudflare Managed\b|\bCloudflare for Teams\b.*\bCertificate Authority\b/),
  of('SonicWall', /\bSonicWALL Firewall DPI-SSL\b/i),
  of('WatchGuard', /\bFireware HTTPS Proxy\b/),
  of('Blue Coat ProxySG', /\bBlue ?Coat (?:ProxySG|SG)\b/i),
  of('mitmproxy', /\bCN=mitmproxy\b/),
  of('Fiddler', /\bDO_NOT_TRUST_FiddlerRoot\b/),
  of('Burp Suite', /\bPortSwigger CA\b/),
  of('Charles', /\bCharles Proxy (?:CA|Custom Root)\b/),
  of('Kaspersky', /\bKaspersky Anti-?Virus Personal Root\b/i),
  of('ESET', /\bESET SSL Filter CA\b/),
  of('Avast', /\bAvast Web\/Mail Shield\b|\bAVG Web\/Mail Shield\b/i),
  of('Bitdefender', /\bBitdefender Personal CA\b/),
  maker('Zscaler', /\bO=Zscaler\b/),
  maker('FortiGate', /\bO=Fortinet\b/),
  maker('Netskope', /\bO=Netskope\b/),
  maker('Palo Alto Networks', /\bPalo Alto Networks\b/i),
  maker('Sophos', /\bO=Sophos\b/),
  maker('Check Point', /\bO=Check ?Point\b/i),
  maker('Forcepoint', /\bForcepoint\b|\bWebsense\b/i),
  maker('Skyhigh (McAfee) Web Gateway', /\bMcAfee Web Gateway\b|\bSkyhigh\b/i),
  maker('Blue Coat (Symantec)', /\bBlue ?Coat\b/i),
  maker('Barracuda', /\bBarracuda Networks\b/i),
  maker('Squid', /\bCN=squid\b|\bSquid (?:Proxy|CA)\b/i),
];

function of(product: string, words: RegExp): Interceptor {
  return { product, words, sure: true };
}

function maker(product: string, words: RegExp): Interceptor {
  return { product, words, sure: false };
}

/**
 * Whose inspection a chain comes from, by the names of those who signed it.
 * @param chain leaf first, as it was presented
 * @returns null: none of those known
 */
export function interceptorOf(chain: readonly CertificateFacts[]): Interceptor | null {
  const names = chain.flatMap(({ issuer, subject }, depth) => (depth === 0 ? [issuer] : [subject, issuer]));
  return interceptors.find(({ words }) => names.some((name) => words.test(name))) ?? null;
}
