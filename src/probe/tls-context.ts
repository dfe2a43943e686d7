import { createSecureContext, type SecureContext } from 'node:tls';
import type { TlsPlan } from '../types.ts';
import { systemAuthorities } from './trust.ts';

/** What a plan's paths lead to, read before. */
export interface Credentials {
  /** PEM text of `plan.tls.caFile`; null: the system's authorities. */
  ca: string | null;
  /** PEM texts of `plan.tls.certificate`; not used for a plan that has none. */
  certificate: { cert: string; key: string } | null;
  /** PEM text of `plan.tls.crlFile`; not used for a plan that has none. */
  crl?: string;
}

// Enough for every step of a ladder; a run over many client certificates must not keep all their contexts.
const most = 64;
const contexts = new Map<string, SecureContext>();

/**
 * OpenSSL's side of a plan: versions, ciphers, groups, client certificate, trust. Taking in a system's authorities
 * costs some 30 ms each time, so contexts are shared by plans that agree in all of that but for the versions.
 *
 * @returns gives the context for the connection that is made next; not to be called earlier than that, since plans of
 *   other versions set it otherwise
 * @throws OpenSSL's error (with `code`) when it refuses the settings: an unknown cipher, a key that does not belong to
 *   its certificate or that is too small for the security level
 */
export function tlsContext(plan: TlsPlan, credentials: Credentials): () => SecureContext {
  const { ca } = credentials;
  const certificate = plan.certificate && credentials.certificate;
  const crl = plan.crlFile === undefined ? [] : revocationLists(credentials.crl ?? '');
  const { minVersion, maxVersion, securityLevel, ciphers, groups } = plan;
  const offered = groups ?? defaultGroups;
  const versions = settable ? null : [minVersion, maxVersion];
  const key = JSON.stringify([versions, securityLevel, ciphers, groups, ca, certificate, crl]);
  const context =
    contexts.get(key) ??
    createSecureContext({
      ca: ca ?? systemAuthorities(),
      minVersion,
      maxVersion,
      // Node would put its own list in place of the library's (tls.DEFAULT_CIPHERS); HAProxy uses the library's.
      ciphers: `${ciphers ?? 'DEFAULT'}:@SECLEVEL=${securityLevel}`,
      ...(offered !== null && { ecdhCurve: offered }),
      ...certificate,
      ...(crl.length > 0 && { crl }),
    });
  keep(key, context);
  return () => {
    if (settable) setVersions(context, plan);
    return context;
  };
}

// Node takes one list of each text that it is given.
function revocationLists(pem: string): string[] {
  return pem.match(/-----BEGIN X509 CRL-----[^-]*-----END X509 CRL-----/g) ?? [];
}

/** What OpenSSL 3.0 offers by default. */
const classicGroups = 'X25519:P-256:X448:P-521:P-384:ffdhe2048:ffdhe3072:ffdhe4096:ffdhe6144:ffdhe8192';

// From OpenSSL 3.5 on the default is post-quantum, and the ClientHello large: ours stays the small one, whatever this
// Node is linked to, and the large one is a plan of its own.
const [major = 0, minor = 0] = process.versions.openssl.split('.').map(Number);
const defaultGroups = major > 3 || (major === 3 && minor >= 5) ? classicGroups : null;

function keep(key: string, context: SecureContext): void {
  const oldest = contexts.keys().next().value;
  if (!contexts.has(key) && contexts.size >= most && oldest !== undefined) contexts.delete(oldest);
  contexts.set(key, context);
}

// A connection takes its versions over from the context when it is made (SSL_new(3)). Node has setters for them, which
// it does not document: where they are missing, every pair of versions gets a context of its own.
const { context: sample } = createSecureContext({ ca: [] });
const settable = typeof sample?.setMinProto === 'function' && typeof sample.setMaxProto === 'function';
const numbers = { TLSv1: 0x301, 'TLSv1.1': 0x302, 'TLSv1.2': 0x303, 'TLSv1.3': 0x304 } as const;

function setVersions({ context }: SecureContext, { minVersion, maxVersion }: TlsPlan): void {
  context.setMinProto(numbers[minVersion]);
  context.setMaxProto(numbers[maxVersion]);
}
