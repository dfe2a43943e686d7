import type { Symptom } from '../symptom.ts';
import { certificates } from './certificates.ts';
import { handshake } from './handshake.ts';

const refusedByServer = [
  'handshake-refused',
  'likely',
  'The server sends this alert whatever it is offered, or does not know the name.',
] as const;

/** Alerts by their number (RFC 8446, section 6; RFC 6066, section 9), as the peer sent them. */
export const alerts: Readonly<Record<number, Symptom>> = {
  10: handshake.garbled,
  20: handshake.garbled,
  22: handshake.garbled,
  40: {
    meaning:
      'The peer refused the handshake with the alert handshake_failure (40): nothing that it was offered suits it. It says no more than that.',
    causes: [
      [
        'sni-required',
        'likely',
        'Servers that choose a certificate by name send it when no name, or an unknown one, came.',
      ],
      ['handshake-refused', 'likely', 'No cipher or group in common, or the name is not served.'],
      ['tls-version-required', 'possible', 'Some servers answer an unsuitable version so.'],
      ['client-certificate-required', 'possible', 'Up to TLS 1.2 a missing client certificate is answered so.'],
      ['ssl-hello-check', 'possible', '`option ssl-hello-chk` offers nothing that modern servers take.'],
    ],
    by: 'handshake',
  },
  42: certificates['client-certificate-refused'],
  43: certificates['client-certificate-refused'],
  44: certificates['client-certificate-refused'],
  45: certificates['client-certificate-refused'],
  46: certificates['client-certificate-refused'],
  47: handshake.garbled,
  48: certificates['peer-does-not-trust'],
  49: {
    meaning:
      'The peer refused the connection with the alert access_denied (49): it read the handshake and does not want this client.',
    causes: [
      ['client-certificate-required', 'likely', 'It is sent for a client certificate that is missing or not allowed.'],
      refusedByServer,
      ['sni-required', 'possible', 'Some servers send it for a name that they do not serve.'],
    ],
    by: 'handshake',
  },
  50: handshake.garbled,
  51: handshake.garbled,
  70: handshake['no-common-version'],
  71: handshake['no-common-cipher'],
  80: {
    meaning: 'The peer ended the handshake with the alert internal_error (80).',
    causes: [
      [
        'sni-required',
        'likely',
        'Caddy and other Go servers send it when no name, or one without a certificate, came.',
      ],
      refusedByServer,
    ],
    by: 'handshake',
  },
  86: handshake['no-common-version'],
  109: {
    meaning: 'The peer misses an extension in the ClientHello (alert missing_extension, 109).',
    causes: [
      ['sni-required', 'likely', 'The server name is the extension that servers insist on.'],
      ['alpn-required', 'possible', 'A protocol list (ALPN) may be what is missing.'],
    ],
    by: 'handshake',
  },
  110: handshake.garbled,
  112: {
    meaning:
      'The peer refused the server name (alert unrecognized_name, 112): it serves none of that name, or it got no name at all.',
    causes: [
      [
        'sni-required',
        'likely',
        'nginx `ssl_reject_handshake`, HAProxy `strict-sni` and Traefik `sniStrict` send it when no name came; HAProxy sends none unless told to.',
      ],
      ['handshake-refused', 'likely', 'The name that was sent is not configured there.'],
    ],
    by: 'handshake',
  },
  116: certificates['client-certificate-demanded'],
  120: handshake['no-common-protocol'],
};
