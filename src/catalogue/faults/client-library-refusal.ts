import { libraryRefusal } from '../library-refusals.ts';
import type { Fault, Shown } from '../need.ts';
import { presented } from '../presented.ts';
import type { View } from '../view.ts';

/** The TLS library of HAProxy's side refuses what the backend offers, at OpenSSL's security level 2 as on Debian. */
export const clientLibraryRefusal: Fault = {
  id: 'client-library-refusal',
  code: 'SNI409',
  title: "the client's own TLS library refuses what the backend offers",
  severity: 'error',
  shown(view) {
    const o = view.primary;
    if (o?.failure?.kind !== 'local') return weakChain(view);
    const { message, code } = o.failure;
    const refusal = libraryRefusal(code);
    const told = refusal ? `The backend offers ${refusal.what}: ${code}.` : `${message} (${code ?? 'no code'}).`;
    return {
      evidence: [o.id],
      because: `${told} HAProxy's library at the same security level does so too, and logs only SSL handshake failure.`,
      advice: refusal
        ? [refusal.renew, ...(refusal.meanwhile === null ? [] : [`Until then: ${refusal.meanwhile}`])]
        : [
            'Renew what the backend offers: keys and DH parameters of 2048 bits or more, SHA-256 signatures, secure renegotiation.',
            'Until then `ciphers DEFAULT@SECLEVEL=0` on the server line lowers the bar for this server alone.',
          ],
    };
  },
};

/** A key or signature of a certificate is looked at only where certificates are verified. */
function weakChain(view: View): Shown | null {
  const seen = presented(view);
  const refusal = seen && libraryRefusal(`ERR_SSL_${seen.tls.reason}`);
  if (!seen || !refusal) return null;
  return {
    severity: 'warning',
    evidence: [seen.id],
    because: `The backend offers ${refusal.what} (${seen.tls.reason}): HAProxy's library at security level 2 refuses that wherever it verifies certificates, and logs only SSL handshake failure.`,
    advice: [refusal.renew, ...(refusal.meanwhile === null ? [] : [`Until then: ${refusal.meanwhile}`])],
  };
}
