import { asks, both, type LintRule, tls } from './lint-rule.ts';

const server = (words: string) => `${asks}\nserver s1 127.0.0.1:PORT ssl check ${both} ${words}`;

/** Files that a server line names. */
export const filesRules: readonly LintRule[] = [
  {
    of: 'own-certificate-unfit',
    caught: [
      { text: `${tls} crt client-expired.pem`, severity: 'warning', at: 'server s1', says: 'was valid until' },
      { text: `${tls} crt client-early.pem`, severity: 'warning', says: 'not valid before' },
      { text: `${tls} crt client-of-server.pem`, severity: 'warning', says: 'clientAuth' },
      { text: `${tls} crt client-without-key.pem`, severity: 'error', says: 'no private key' },
      { text: `${tls} crt client-other-key.pem`, severity: 'error', says: 'another certificate' },
      {
        text: server('verify none crt client-expired.pem'),
        against: 'client-certificate-tls12',
        severity: 'error',
        says: 'cuts the connection',
      },
      {
        text: server('verify none crt client-expired.pem'),
        against: 'client-certificate-tls13',
        severity: 'error',
        says: 'The backend',
      },
      {
        text: server('verify none crt client-of-stranger.pem'),
        against: 'client-certificate-tls12',
        severity: 'error',
        says: 'none of the authorities',
      },
    ],
    silent: [
      { text: `${tls} crt client.pem` },
      { text: `${tls} crt client-beside.pem` },
      { text: server('verify none crt client.pem'), against: 'client-certificate-tls12' },
      // Nobody asks for it.
      { text: server('verify none crt client-of-stranger.pem'), against: 'healthy-tls' },
      { text: 'server s1 127.0.0.1:80 crt client-expired.pem' },
      { text: `${tls} crt none.pem` },
    ],
  },
  {
    of: 'trust-file-refuses',
    caught: [
      { text: server('ca-file ca-expired.pem'), severity: 'error', at: 'server s1', says: 'valid now' },
      { text: server('ca-file ca-expired.pem'), against: 'healthy-tls', severity: 'error' },
      { text: server('ca-file ca-other.pem'), against: 'healthy-tls', severity: 'error', says: 'issued' },
      { text: server('ca-file ca.pem crl-file crl-expired.pem'), severity: 'error', says: 'nextUpdate' },
      { text: server('ca-file ca.pem crl-file crl-expired.pem'), against: 'healthy-tls', severity: 'error' },
      { text: server('ca-file ca.pem crl-file crl-early.pem'), severity: 'error', says: 'not in force yet' },
      { text: server('ca-file ca.pem crl-file crl-other.pem'), severity: 'error', says: 'of an authority' },
      { text: server('ca-file ca.pem crl-file ca.pem'), severity: 'error', says: 'holds no revocation list' },
    ],
    silent: [
      { text: server('ca-file ca.pem'), against: 'healthy-tls' },
      { text: server('ca-file ca-both.pem'), against: 'healthy-tls' },
      { text: server('ca-file ca.pem crl-file crl.pem'), against: 'healthy-tls' },
      { text: server('ca-file ca.pem crl-file crl-renewed.pem'), against: 'healthy-tls' },
      // Nothing is verified.
      { text: server('verify none crl-file crl-expired.pem'), against: 'healthy-tls' },
      { text: 'server s1 127.0.0.1:80 ca-file ca-expired.pem' },
    ],
  },
];
