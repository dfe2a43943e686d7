import type { Symptom } from '../symptom.ts';
import { alerts } from '../symptoms/alerts.ts';
import { certificates } from '../symptoms/certificates.ts';
import { connection } from '../symptoms/connection.ts';
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

/** Schannel (Windows), by name and number (winerror.h), as curl, .NET and PowerShell pass it on. */
export const schannel: Family = {
  name: 'Schannel (Windows)',
  hints: [
    'SEC_E_',
    'SEC_I_',
    '0x8',
    '0x0009',
    'CERT_E_',
    'CRYPT_E_',
    'SNI or certificate check',
    'WINHTTP',
    'WinHTTP',
    'WinInet',
    'schannel: ',
  ],
  rules: [
    {
      pattern: /\bSEC_E_WRONG_PRINCIPAL\b|0x80090322|SNI or certificate check failed/i,
      symptom: certificates['name-mismatch'],
    },
    { pattern: /\bSEC_E_CERT_EXPIRED\b|0x80090328/i, symptom: certificates.expired },
    {
      pattern: /\bSEC_E_UNTRUSTED_ROOT\b|0x80090325|\bCERT_E_UNTRUSTEDROOT\b|0x800B0109/i,
      symptom: certificates.untrusted,
    },
    { pattern: /\bCERT_E_CN_NO_MATCH\b|0x800B010F/i, symptom: certificates['name-mismatch'] },
    {
      pattern: /\bCRYPT_E_(?:NO_REVOCATION_CHECK|REVOCATION_OFFLINE|REVOKED)\b|0x8009201[023]/i,
      symptom: certificates.revoked,
    },
    { pattern: /\bSEC_E_ALGORITHM_MISMATCH\b|0x80090331/i, symptom: handshake['no-common-cipher'] },
    { pattern: /\bSEC_E_UNSUPPORTED_FUNCTION\b|0x80090302/i, symptom: handshake['no-common-version'] },
    { pattern: /\bSEC_E_INVALID_TOKEN\b|0x80090308/i, symptom: handshake['not-tls'] },
    { pattern: /\bSEC_E_ILLEGAL_MESSAGE\b|0x80090326/i, symptom: handshake['handshake-failed'] },
    { pattern: /\bSEC_I_INCOMPLETE_CREDENTIALS\b|0x00090320/i, symptom: certificates['client-certificate-demanded'] },
    {
      pattern: /\bERROR_WINHTTP_SECURE_FAILURE\b|\b(?:WinHTTP|WinInet)[^.]*12175\b/i,
      symptom: certificates['verify-failed'],
    },
    {
      pattern: /schannel: (?:failed to receive handshake|next InitializeSecurityContext failed)/i,
      symptom: handshake['handshake-failed'],
    },
  ],
};

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
