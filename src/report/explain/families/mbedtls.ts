import { certificates } from '../symptoms/certificates.ts';
import { handshake } from '../symptoms/handshake.ts';
import type { Family } from './rule.ts';

/** mbed TLS, by name and number (include/mbedtls/ssl.h, x509.h). */
export const mbedtls: Family = {
  name: 'mbed TLS',
  hints: ['mbedtls', 'MBEDTLS', 'SSL - ', 'X509 - ', 'NET - '],
  rules: [
    {
      pattern:
        /mbedtls.*-0x7780|SSL - A fatal alert message was received from our peer|MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE/i,
      symptom: handshake['handshake-failed'],
    },
    {
      pattern: /mbedtls.*-0x7280|SSL - The connection indicated an EOF|MBEDTLS_ERR_SSL_CONN_EOF/i,
      symptom: handshake['closed-in-handshake'],
    },
    {
      pattern: /mbedtls.*-0x7200|SSL - An invalid SSL record was received|MBEDTLS_ERR_SSL_INVALID_RECORD/i,
      symptom: handshake['not-tls'],
    },
    {
      pattern: /mbedtls.*-0x2700|X509 - Certificate verification failed|MBEDTLS_ERR_X509_CERT_VERIFY_FAILED/i,
      symptom: certificates['verify-failed'],
    },
    {
      pattern:
        /mbedtls.*-0x6E80|SSL - Handshake protocol not within min\/max boundaries|MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION/i,
      symptom: handshake['no-common-version'],
    },
    {
      pattern: /mbedtls.*-0x(?:0050|50)\b|NET - Connection was reset by peer|MBEDTLS_ERR_NET_CONN_RESET/i,
      symptom: handshake['reset-in-handshake'],
    },
  ],
};
