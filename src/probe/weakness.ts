import type { X509Certificate } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import { derElements } from './der.ts';

// SSL_CTX_set_security_level(3): the smallest keys of each level, in bits.
const rsaBits = [0, 1024, 2048, 3072, 7680, 15360];
const curveBits = [0, 160, 224, 256, 384, 512];

const curves: Record<string, number> = {
  prime256v1: 256,
  secp384r1: 384,
  secp521r1: 521,
  secp224r1: 224,
  secp192r1: 192,
};

// Object identifiers of signatures over MD5 and SHA-1: RSA (RFC 8017, appendix A.2.4), ECDSA (RFC 5758), DSA.
const weakSignatures = new Set(['2a864886f70d010104', '2a864886f70d010105', '2a8648ce3d0401', '2a8648ce380403']);

/**
 * What OpenSSL's security level forbids in a chain, in the words of X509_verify_cert_error_string(3). Node calls all of
 * it UNSPECIFIED.
 *
 * @param chain leaf first
 * @param level OpenSSL's security level, 0 to 5
 * @returns null: nothing of the kind is seen
 */
export function weakness(chain: Certificate[], level: number): string | null {
  for (const [depth, { x509 }] of chain.entries()) {
    if (keyIsSmall(x509, level)) return depth === 0 ? 'EE_KEY_TOO_SMALL' : 'CA_KEY_TOO_SMALL';
  }
  // Nobody looks at the signature of an authority on itself.
  const signed = chain.filter(({ facts }) => !facts.selfSigned);
  return level > 0 && signed.some(({ x509 }) => weakSignatures.has(signatureAlgorithm(x509))) ? 'CA_MD_TOO_WEAK' : null;
}

function keyIsSmall(certificate: X509Certificate, level: number): boolean {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  const { modulusLength, namedCurve } = asymmetricKeyDetails ?? {};
  if (asymmetricKeyType === 'ec')
    return (curves[namedCurve ?? ''] ?? Number.POSITIVE_INFINITY) < (curveBits[level] ?? 0);
  return modulusLength !== undefined && modulusLength < (rsaBits[level] ?? 0);
}

// RFC 5280, section 4.1: the second of a certificate's three parts.
function signatureAlgorithm({ raw }: X509Certificate): string {
  const [certificate] = derElements(raw);
  const [, algorithm] = derElements(certificate?.content ?? Buffer.alloc(0));
  const [identifier] = derElements(algorithm?.content ?? Buffer.alloc(0));
  return identifier?.content.toString('hex') ?? '';
}
