import { certificates } from '../symptoms/certificates.ts';
import { handshake } from '../symptoms/handshake.ts';
import type { Family } from './rule.ts';

/** rustls, as reqwest, hyper and curl pass it on. */
export const rustls: Family = {
  name: 'rustls',
  hints: ['invalid peer certificate', 'InvalidContentType', 'peer is incompatible', 'tls handshake eof'],
  rules: [
    {
      pattern: /invalid peer certificate: (?:NotValidForName|certificate not valid for name|CertNotValidForName)/,
      symptom: certificates['name-mismatch'],
    },
    { pattern: /invalid peer certificate: (?:Expired|certificate expired|CertExpired)/, symptom: certificates.expired },
    {
      pattern: /invalid peer certificate: (?:NotValidYet|certificate not valid yet|CertNotValidYet)/,
      symptom: certificates['not-yet-valid'],
    },
    { pattern: /invalid peer certificate: UnknownIssuer/, symptom: certificates.untrusted },
    { pattern: /invalid peer certificate/, symptom: certificates['verify-failed'] },
    {
      pattern: /received corrupt message of type InvalidContentType|InvalidMessage\(InvalidContentType\)/,
      symptom: handshake['not-tls'],
    },
    {
      pattern: /peer is incompatible: (?:ServerDoesNotSupportTls12Or13|ServerTlsVersionIsDisabled)/,
      symptom: handshake['no-common-version'],
    },
    { pattern: /\bpeer is incompatible: /, symptom: handshake['no-common-cipher'] },
    { pattern: /\btls handshake eof\b/, symptom: handshake['closed-in-handshake'] },
  ],
};
