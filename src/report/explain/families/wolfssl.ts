import { certificates } from '../symptoms/certificates.ts';
import { handshake } from '../symptoms/handshake.ts';
import type { Family } from './rule.ts';

/** wolfSSL (wolfssl/error-ssl.h). */
export const wolfssl: Family = {
  name: 'wolfSSL',
  hints: ['DOMAIN_NAME_MISMATCH', 'peer subject name', 'wolfSSL', 'received alert fatal', 'ASN no signer'],
  rules: [
    { pattern: /\bDOMAIN_NAME_MISMATCH\b|peer subject name mismatch/, symptom: certificates['name-mismatch'] },
    {
      pattern: /wolfSSL.*\b(?:error|err) ?[:=]? ?-313\b|received alert fatal error/,
      symptom: handshake['handshake-failed'],
    },
    { pattern: /wolfSSL.*ASN no signer error to confirm failure|ASN no signer error/, symptom: certificates.untrusted },
  ],
};
