import type { Symptom } from '../symptom.ts';
import { alerts } from '../symptoms/alerts.ts';
import { certificates } from '../symptoms/certificates.ts';
import { connection } from '../symptoms/connection.ts';
import { handshake } from '../symptoms/handshake.ts';
import type { Family } from './rule.ts';

const alert = (number: number): Symptom => alerts[number] ?? handshake['handshake-failed'];

/** NSS, which Firefox and curl of old Red Hat systems use (lib/ssl/SSLerrs.h, lib/util/SECerrs.h). */
export const nss: Family = {
  name: 'NSS (Firefox)',
  hints: [
    'SSL_ERROR_',
    'NSS error',
    'SSL peer has no certificate',
    'SEC_ERROR_',
    'MOZILLA_PKIX',
    'PR_CONNECT_',
    'PR_END_OF',
  ],
  rules: [
    {
      pattern:
        /\bSSL_ERROR_UNRECOGNIZED_NAME_ALERT\b|NSS error -12182\b|SSL peer has no certificate for the requested DNS name/,
      symptom: alert(112),
    },
    { pattern: /\bSSL_ERROR_NEXT_PROTOCOL_NO_PROTOCOL\b/, symptom: alert(120) },
    { pattern: /\bSSL_ERROR_HANDSHAKE_FAILURE_ALERT\b|NSS error -12227\b/, symptom: alert(40) },
    { pattern: /\bSSL_ERROR_INTERNAL_ERROR_ALERT\b|NSS error -12188\b/, symptom: alert(80) },
    { pattern: /\bSSL_ERROR_ACCESS_DENIED_ALERT\b|NSS error -12194\b/, symptom: alert(49) },
    {
      pattern: /\bSSL_ERROR_(?:PROTOCOL_VERSION_ALERT|UNSUPPORTED_VERSION|SSL2_DISABLED)\b|NSS error -12190\b/,
      symptom: handshake['no-common-version'],
    },
    { pattern: /\bSSL_ERROR_NO_CYPHER_OVERLAP\b|NSS error -12286\b/, symptom: handshake['no-common-cipher'] },
    { pattern: /\bSSL_ERROR_RX_RECORD_TOO_LONG\b|NSS error -12263\b/, symptom: handshake['not-tls'] },
    {
      pattern: /\bSSL_ERROR_RX_(?:MALFORMED|UNEXPECTED)_\w+|\bSSL_ERROR_(?:DECODE_ERROR|ILLEGAL_PARAMETER)_ALERT\b/,
      symptom: handshake.garbled,
    },
    { pattern: /\bSSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT\b/, symptom: certificates['client-certificate-demanded'] },
    {
      pattern:
        /\bSSL_ERROR_(?:BAD_CERT|CERTIFICATE_UNKNOWN|EXPIRED_CERT|REVOKED_CERT|UNSUPPORTED_CERTIFICATE_TYPE)_ALERT\b/,
      symptom: certificates['client-certificate-refused'],
    },
    { pattern: /\bSSL_ERROR_UNKNOWN_CA_ALERT\b/, symptom: certificates['peer-does-not-trust'] },
    { pattern: /\bSSL_ERROR_WEAK_SERVER_(?:EPHEMERAL_DH|CERT)_KEY\b/, symptom: handshake['weak-key'] },
    { pattern: /\bSSL_ERROR_UNSAFE_NEGOTIATION\b/, symptom: handshake['legacy-renegotiation'] },
    { pattern: /\bSSL_ERROR_BAD_CERT_DOMAIN\b|NSS error -12276\b/, symptom: certificates['name-mismatch'] },
    { pattern: /\bSEC_ERROR_EXPIRED_(?:ISSUER_)?CERTIFICATE\b|NSS error -8181\b/, symptom: certificates.expired },
    { pattern: /\bMOZILLA_PKIX_ERROR_NOT_YET_VALID_\w+/, symptom: certificates['not-yet-valid'] },
    { pattern: /\bMOZILLA_PKIX_ERROR_SELF_SIGNED_CERT\b/, symptom: certificates['self-signed'] },
    {
      pattern:
        /\bSEC_ERROR_(?:UNKNOWN_ISSUER|UNTRUSTED_ISSUER|UNTRUSTED_CERT|CA_CERT_INVALID)\b|NSS error -(?:8179|8172)\b|\bMOZILLA_PKIX_ERROR_MITM_DETECTED\b/,
      symptom: certificates.untrusted,
    },
    { pattern: /\bSEC_ERROR_REVOKED_CERTIFICATE\b/, symptom: certificates.revoked },
    { pattern: /\bSEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED\b/, symptom: handshake['weak-signature'] },
    { pattern: /\bPR_CONNECT_RESET_ERROR\b|NSS error -5961\b/, symptom: handshake['reset-in-handshake'] },
    { pattern: /\bPR_END_OF_FILE_ERROR\b|NSS error -5938\b/, symptom: handshake['closed-in-handshake'] },
    { pattern: /\bPR_CONNECT_REFUSED_ERROR\b/, symptom: connection.refused },
    { pattern: /\bPR_CONNECT_(?:TIMEOUT|ABORTED)_ERROR\b/, symptom: connection['connect-timeout'] },
  ],
};
