import { handshakeRefused } from '../../catalogue/faults/handshake-refused.ts';
import { handshakeComplete } from '../../observation.ts';
import type { CureEdit, Patient } from './cure.ts';
import { serverEdit, withoutEdits } from './edit.ts';
import { standsElsewhere } from './edit-place.ts';

/** What the TLS library takes where nothing is listed; of TLS 1.3 its own default (OpenSSL manual, `ciphers`). */
const defaults: readonly (readonly [keyword: string, list: string])[] = [
  ['ciphers', 'DEFAULT'],
  ['ciphersuites', 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256'],
];

/**
 * Lists of ciphers and groups that the backend has nothing in common with go: with the library's own it was answered.
 * @param patient the server
 * @returns the edits; empty where its handshakes do not fail
 */
export function cipherEdits(patient: Patient): CureEdit[] {
  const { target, outcomes, wanted } = patient;
  const { server } = target;
  const seen = [...outcomes.seen.traffic, ...outcomes.seen.check];
  const refused = seen.some((o) => o?.plan.tls && o.failure?.stage === 'tls' && !handshakeComplete(o));
  if (!refused || wanted.securityLevel !== null) return [];
  const why = { because: handshakeRefused.code, since: '1.5' } as const;
  const inherited = defaults.filter(([keyword]) => {
    const setting = server.settings.get(keyword);
    return setting !== undefined && standsElsewhere(server, setting);
  });
  return [
    ...withoutEdits(patient, /^(?:ciphers|ciphersuites|curves)$/, why),
    ...inherited.map(([keyword, list]) => serverEdit(patient, [keyword, list], why)),
  ];
}
