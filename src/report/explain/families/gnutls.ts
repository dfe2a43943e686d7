import type { Symptom } from '../symptom.ts';
import { alerts } from '../symptoms/alerts.ts';
import { certificates } from '../symptoms/certificates.ts';
import { handshake } from '../symptoms/handshake.ts';
import type { Family } from './rule.ts';

const alert = (number: number): Symptom => alerts[number] ?? handshake['handshake-failed'];

/** GnuTLS (lib/alert.c, lib/errors.c), also as git, wget, apt and curl pass it on. */
export const gnutls: Family = {
  name: 'GnuTLS',
  hints: [
    'non-properly',
    'server name sent',
    'application protocol could',
    'gnutls_handshake',
    'GnuTLS',
    'received alert [',
    'A TLS fatal alert',
    'The certificate is NOT trusted',
  ],
  rules: [
    { pattern: /\bThe TLS connection was non-properly terminated\b/, symptom: handshake['closed-in-handshake'] },
    { pattern: /\bThe server name sent was not recognized\b/, symptom: alert(112) },
    { pattern: /\bNo supported application protocol could be negotiated\b/, symptom: alert(120) },
    {
      pattern:
        /\bgnutls_handshake\(\) (?:failed|warning): (?:A TLS fatal alert has been received|Handshake failed)|received alert \[40\]|GnuTLS: Handshake failed/,
      symptom: alert(40),
    },
    { pattern: /\bA TLS fatal alert has been received/, symptom: handshake['handshake-failed'] },
    {
      pattern: /\bgnutls_handshake\(\) (?:failed|warning): Certificate is required|received alert \[116\]/,
      symptom: alert(116),
    },
    {
      pattern:
        /\bgnutls_handshake\(\) (?:failed|warning): (?:Internal error|Internal error in memory)|received alert \[80\]/,
      symptom: alert(80),
    },
    {
      pattern:
        /\bgnutls_handshake\(\) (?:failed|warning): (?:Error in protocol version|A packet with illegal or unsupported version was received)|received alert \[70\]/,
      symptom: handshake['no-common-version'],
    },
    {
      pattern:
        /\bgnutls_handshake\(\) (?:failed|warning): (?:An unexpected TLS packet was received|A record packet with illegal version was received)|GnuTLS: An unexpected TLS packet was received/,
      symptom: handshake['not-tls'],
    },
    {
      pattern:
        /\bgnutls_handshake\(\) (?:failed|warning): (?:The TLS connection was non-properly terminated|Error in the (?:pull|push) function|The specified session has been invalidated)|GnuTLS, handshake failed: The TLS connection was non-properly terminated/,
      symptom: handshake['closed-in-handshake'],
    },
    {
      pattern:
        /\bgnutls_handshake\(\) (?:failed|warning): (?:No or insufficient priorities were set|Could not negotiate a supported cipher suite)/,
      symptom: handshake['no-common-cipher'],
    },
    {
      pattern:
        /\bgnutls_handshake\(\) (?:failed|warning): (?:The Diffie-Hellman prime sent by the server is not acceptable)/,
      symptom: handshake['weak-key'],
    },
    {
      pattern: /\bgnutls_handshake\(\) (?:failed|warning): (?:Safe renegotiation failed)/,
      symptom: handshake['legacy-renegotiation'],
    },
    {
      pattern: /The certificate is NOT trusted\. The name in the certificate does not match the expected/,
      symptom: certificates['name-mismatch'],
    },
    {
      pattern: /The certificate is NOT trusted\.? The certificate chain uses expired certificate/,
      symptom: certificates.expired,
    },
    { pattern: /The certificate is NOT trusted\.? The certificate issuer is unknown/, symptom: certificates.untrusted },
    { pattern: /The certificate is NOT trusted/, symptom: certificates['verify-failed'] },
    { pattern: /\bgnutls_handshake\(\) failed\b/, symptom: handshake['handshake-failed'] },
  ],
};
