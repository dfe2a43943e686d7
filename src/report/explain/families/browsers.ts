import { alerts } from '../symptoms/alerts.ts';
import { certificates } from '../symptoms/certificates.ts';
import { connection } from '../symptoms/connection.ts';
import { handshake } from '../symptoms/handshake.ts';
import { http } from '../symptoms/http.ts';
import type { Family } from './rule.ts';

/** Chrome, Edge and what else is built on Chromium (net/base/net_error_list.h); Safari's sentences. */
export const browsers: Family = {
  name: 'Chrome, Edge or Safari',
  hints: ['ERR_', 'net_error ', 'redirect', 'DNS_PROBE_', 'Safari can'],
  rules: [
    {
      pattern: /\bERR_SSL_UNRECOGNIZED_NAME_ALERT\b|net_error -159\b/,
      symptom: alerts[112] ?? handshake['handshake-failed'],
    },
    { pattern: /\bERR_CERT_COMMON_NAME_INVALID\b|net_error -200\b/, symptom: certificates['name-mismatch'] },
    { pattern: /\bERR_CERT_DATE_INVALID\b|net_error -201\b/, symptom: certificates.expired },
    { pattern: /\bERR_CERT_AUTHORITY_INVALID\b|net_error -202\b/, symptom: certificates.untrusted },
    {
      pattern: /\bERR_CERT_(?:REVOKED|NO_REVOCATION_MECHANISM|UNABLE_TO_CHECK_REVOCATION)\b/,
      symptom: certificates.revoked,
    },
    { pattern: /\bERR_CERT_(?:WEAK_SIGNATURE_ALGORITHM|WEAK_KEY)\b/, symptom: handshake['weak-signature'] },
    { pattern: /\bERR_CERT_[A-Z_]+\b|\bERR_SSL_SERVER_CERT_BAD_FORMAT\b/, symptom: certificates['verify-failed'] },
    { pattern: /\bERR_SSL_VERSION_OR_CIPHER_MISMATCH\b|net_error -113\b/, symptom: handshake['no-common-cipher'] },
    { pattern: /\bERR_SSL_(?:OBSOLETE_VERSION|OBSOLETE_CIPHER)\b/, symptom: handshake['no-common-version'] },
    { pattern: /\bERR_SSL_WEAK_(?:SERVER_)?EPHEMERAL_DH_KEY\b/, symptom: handshake['weak-key'] },
    {
      pattern: /\bERR_SSL_(?:CLIENT_AUTH_CERT_NEEDED)\b|net_error -110\b/,
      symptom: certificates['client-certificate-demanded'],
    },
    {
      pattern: /\bERR_(?:BAD_SSL_CLIENT_AUTH_CERT|SSL_CLIENT_AUTH_[A-Z_]+)\b|net_error -117\b/,
      symptom: certificates['client-certificate-refused'],
    },
    { pattern: /\bERR_SSL_PROTOCOL_ERROR\b|net_error -107\b/, symptom: handshake['not-tls'] },
    { pattern: /\bERR_(?:HTTP2|SPDY|QUIC)_[A-Z_0-9]+\b/, symptom: http['h2-broken'] },
    { pattern: /\bERR_ALPN_NEGOTIATION_FAILED\b/, symptom: handshake['no-common-protocol'] },
    {
      pattern:
        /\bERR_TOO_MANY_REDIRECTS\b|redirected you too many times|isn[’']t redirecting properly|Too many redirects occurred trying to open/,
      symptom: http['redirect-loop'],
    },
    { pattern: /\bERR_EMPTY_RESPONSE\b/, symptom: http['empty-reply'] },
    { pattern: /\bERR_(?:INVALID_HTTP_RESPONSE|INVALID_RESPONSE)\b/, symptom: http['not-http'] },
    { pattern: /\bERR_RESPONSE_HEADERS_TOO_BIG\b/, symptom: http['head-too-large'] },
    { pattern: /\bERR_CONNECTION_REFUSED\b/, symptom: connection.refused },
    {
      pattern: /\bERR_(?:ADDRESS_UNREACHABLE|INTERNET_DISCONNECTED|NETWORK_ACCESS_DENIED)\b/,
      symptom: connection.unreachable,
    },
    { pattern: /\bERR_(?:CONNECTION_TIMED_OUT|TIMED_OUT)\b/, symptom: connection['connect-timeout'] },
    {
      pattern: /\bERR_NAME_(?:NOT_RESOLVED|RESOLUTION_FAILED)\b|\bDNS_PROBE_FINISHED_[A-Z]+\b/,
      symptom: connection['no-address'],
    },
    { pattern: /\bERR_CONNECTION_(?:RESET|ABORTED)\b/, symptom: connection.reset },
    { pattern: /\bERR_CONNECTION_CLOSED\b/, symptom: handshake['closed-in-handshake'] },
    { pattern: /Safari can[’']t establish a secure connection to the server/, symptom: handshake['handshake-failed'] },
  ],
};
