import type { CertificateFacts, TlsFacts } from '../types.ts';

/**
 * Whether HAProxy takes a certificate for a name: dNSName entries, then every common name of the subject even where
 * there are entries; addresses are never matched (haproxy v2.6.0, src/ssl_sock.c:5029-5110).
 * @param leaf the certificate
 * @param name the name to verify
 * @returns true for a match
 */
export function certificateNames(leaf: CertificateFacts, name: string): boolean {
  return [...leaf.names, ...leaf.commonNames].some((pattern) => hostMatches(pattern, name));
}

/** One wildcard, anywhere in the left-most label; all other labels equal (haproxy v2.6.0, ssl_sock_srv_hostcheck). */
function hostMatches(pattern: string, host: string): boolean {
  const [left = '', ...rest] = pattern.toLowerCase().split('.');
  const [label = '', ...others] = host.toLowerCase().split('.');
  if (left === label && rest.join('.') === others.join('.')) return true;
  const [prefix = '', suffix, more] = left.split('*');
  if (suffix === undefined || more !== undefined || rest.length === 0 || rest.join('.') !== others.join('.'))
    return false;
  return label.length >= left.length - 1 && label.startsWith(prefix) && label.endsWith(suffix);
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
