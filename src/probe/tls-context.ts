import { createSecureContext, type SecureContext } from 'node:tls';
import type { TlsPlan } from '../types.ts';
import { systemAuthorities } from './trust.ts';

/** What a plan's paths lead to, read before. */
export interface Credentials {
  /** PEM text of `plan.tls.caFile`; null: the system's authorities. */
  ca: string | null;
  /** PEM texts of `plan.tls.certificate`; not used for a plan that has none. */
  certificate: { cert: string; key: string } | null;
}

// Enough for every step of a ladder; a run over many client certificates must not keep all their contexts.
const most = 64;
const contexts = new Map<string, Promise<SecureContext>>();
let turn: Promise<unknown> = Promise.resolve();

/**
 * OpenSSL's side of a plan: versions, ciphers, groups, client certificate, trust. Taking in a system's authorities
 * costs some 30 ms each time, so contexts are shared by plans that agree in all of that, and no two are made in a row:
 * in between, those connections go on that have theirs.
 *
 * @returns a context for node:tls `connect`; rejects with OpenSSL's error (with `code`) when it refuses the settings: an
 *   unknown cipher, a key that does not belong to its certificate or that is too small for the security level
 */
export function tlsContext(plan: TlsPlan, credentials: Credentials): Promise<SecureContext> {
  const { ca } = credentials;
  const certificate = plan.certificate && credentials.certificate;
  const { minVersion, maxVersion, securityLevel, ciphers, groups } = plan;
  const key = JSON.stringify([minVersion, maxVersion, securityLevel, ciphers, groups, ca, certificate]);
  const known = contexts.get(key);
  if (known) return known;
  const context = inTurn(() =>
    createSecureContext({
      ca: ca ?? systemAuthorities(),
      minVersion,
      maxVersion,
      // Node would put its own list in place of the library's (tls.DEFAULT_CIPHERS); HAProxy uses the library's.
      ciphers: `${ciphers ?? 'DEFAULT'}:@SECLEVEL=${securityLevel}`,
      ...(groups !== null && { ecdhCurve: groups }),
      ...certificate,
    }),
  );
  const oldest = contexts.keys().next().value;
  if (contexts.size >= most && oldest !== undefined) contexts.delete(oldest);
  contexts.set(key, context);
  return context;
}

function inTurn(make: () => SecureContext): Promise<SecureContext> {
  const made = turn.then(() => new Promise(setImmediate)).then(make);
  turn = made.catch(() => {});
  return made;
}
