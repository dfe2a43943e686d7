import type { CertificateFacts, TlsFacts } from '../types.ts';

/**
 * Whether HAProxy takes a certificate for a name: dNSName entries, then the subject's common name even where there
 * are entries; one left-most wildcard label; addresses are never matched (haproxy v2.6.0, src/ssl_sock.c:5029-5110).
 * @param leaf the certificate
 * @param name the name to verify
 * @returns true for a match
 */
export function certificateNames(leaf: CertificateFacts, name: string): boolean {
  const common = /(?:^|\n|, ?)CN ?= ?([^\n,]+)/.exec(leaf.subject)?.[1];
  return [...leaf.names, ...(common === undefined ? [] : [common])].some((pattern) => labelMatch(pattern, name));
}

function labelMatch(pattern: string, name: string): boolean {
  const wanted = name.toLowerCase();
  const given = pattern.toLowerCase();
  if (given === wanted) return true;
  const dot = wanted.indexOf('.');
  return given.startsWith('*.') && dot > 0 && given.slice(1) === wanted.slice(dot);
}

/** Why `verify required` fails. */
export type Refusal = 'chain' | 'server-name' | 'verifyhost';

/**
 * What `verify required` makes of a handshake.
 * @param tls what the backend presented
 * @param name the name that HAProxy verifies; null: none
 * @param fromSni whether that name is the one sent as server name, else it is `verifyhost`
 * @returns why it is refused; null: accepted
 */
export function verifyRefusal(tls: TlsFacts, name: string | null, fromSni: boolean): Refusal | null {
  if (!tls.trusted) return 'chain';
  const leaf = tls.chain[0];
  if (name === null || (leaf && certificateNames(leaf, name))) return null;
  return fromSni ? 'server-name' : 'verifyhost';
}
