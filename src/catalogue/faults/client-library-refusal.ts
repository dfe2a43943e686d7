import type { Fault } from '../need.ts';

/** The TLS library of HAProxy's side refuses what the backend offers, at OpenSSL's security level 2 as on Debian. */
export const clientLibraryRefusal: Fault = {
  id: 'client-library-refusal',
  code: 'SNI409',
  title: "the client's own TLS library refuses what the backend offers",
  severity: 'error',
  shown(view) {
    const o = view.primary;
    if (o?.failure?.kind !== 'local') return null;
    return {
      evidence: [o.id],
      because: `${o.failure.message} (${o.failure.code ?? 'no code'}): HAProxy's library at security level 2 does the same, and logs only SSL handshake failure.`,
      advice: [
        'Renew what the backend offers: keys and DH parameters of 2048 bits or more, SHA-256 signatures, secure renegotiation.',
        'Until then `ciphers DEFAULT@SECLEVEL=0` on the server line lowers the bar for this server alone.',
      ],
    };
  },
};
