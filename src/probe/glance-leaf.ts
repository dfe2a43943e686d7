import { createHash, type X509Certificate } from 'node:crypto';
import type { MatrixLeaf } from '../matrix-types.ts';
import type { CertificateFacts } from '../types.ts';
import { type Certificate, knownCertificate, readCertificate } from './certificate.ts';
import { derElements } from './der.ts';

/** A server's own certificate: as it is reported, and as names are held against it. */
export interface Leaf {
  facts: MatrixLeaf;
  certificate: Certificate;
}

// Servers have one for a thousand hosts, or one for each: those are not worth keeping.
const most = 256;
const leaves = new Map<string, Leaf | null>();

/**
 * What is said of a certificate that a server presented, made out once for all connections that meet it.
 * @param x509 as node:tls gives it
 * @returns null: OpenSSL cannot read it
 */
export function leafOf(x509: X509Certificate): Leaf | null {
  // Cheaper than its bytes, which would be copied.
  const fingerprint = x509.fingerprint256;
  const before = leaves.get(fingerprint);
  if (before !== undefined) return before;
  const certificate = readCertificate(x509.raw);
  const leaf = certificate && { facts: leafFacts(certificate.facts), certificate };
  const oldest = leaves.keys().next().value;
  if (leaves.size >= most && oldest !== undefined) leaves.delete(oldest);
  leaves.set(fingerprint, leaf);
  return leaf;
}

/**
 * What a cell says of a certificate that an exchange met.
 * @param facts of an observation
 * @returns the same with its key; `unknown` where the certificate was read too long ago
 */
export function leafFacts(facts: CertificateFacts): MatrixLeaf {
  const certificate = knownCertificate(facts.sha256);
  if (!certificate) return { ...facts, key: 'unknown', keySha256: '' };
  return { ...facts, key: keyKind(certificate.x509), keySha256: keyHash(certificate.x509.raw) };
}

const spelled: Record<string, string> = { ec: 'EC', rsa: 'RSA', dsa: 'DSA', ed25519: 'Ed25519', ed448: 'Ed448' };

function keyKind(x509: X509Certificate): string {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = x509.publicKey;
    const { namedCurve, modulusLength } = asymmetricKeyDetails ?? {};
    const kind = spelled[asymmetricKeyType ?? ''] ?? asymmetricKeyType?.toUpperCase() ?? 'unknown';
    return [kind, namedCurve ?? modulusLength ?? []].flat().join(' ');
  } catch {
    // A kind of key that this OpenSSL does not know.
    return 'unknown';
  }
}

/** SHA-256 of the SubjectPublicKeyInfo as it stands in the certificate (RFC 5280, section 4.1; RFC 7469, section 2.4). */
function keyHash(der: Buffer): string {
  const [certificate] = derElements(der);
  const [body] = derElements(certificate?.content ?? Buffer.alloc(0));
  const parts = derElements(body?.content ?? Buffer.alloc(0));
  // The version, in a tag of its own, may be missing; serial number, algorithm, issuer, validity and subject come first.
  const place = parts[0]?.tag === 0xa0 ? 6 : 5;
  const [subject, key] = [parts[place - 1]?.content, parts[place]?.content];
  if (!subject || !key) return '';
  const start = subject.byteOffset + subject.length;
  const bytes = Buffer.from(der.buffer, start, key.byteOffset + key.length - start);
  return createHash('sha256').update(bytes).digest('hex');
}
