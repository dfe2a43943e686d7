import { alerts } from '../symptoms/alerts.ts';
import { certificates } from '../symptoms/certificates.ts';
import { connection } from '../symptoms/connection.ts';
import { handshake } from '../symptoms/handshake.ts';
import { http } from '../symptoms/http.ts';
import type { Family } from './rule.ts';

/** Java: JSSE, Apache HttpClient, Netty, OkHttp, and servers in it (Tomcat, Jetty, Elasticsearch). */
export const java: Family = {
  name: 'Java',
  hints: [
    'handshake',
    'SSL',
    'NotSslRecordException',
    'plaintext http traffic',
    'PKIX',
    'CertificateExpired',
    'CertificateNotYet',
    'NotAfter',
    'NotBefore',
    'certification path',
    'subject alternative',
    'No name matching',
    'Certificate for <',
    'not verified',
    'No appropriate protocol',
    'selected protocol version',
    'Client requested protocol',
    'cipher suite',
    'certificate chain',
    'cert chain',
    'algorithm constraints',
    'Algorithm constraints',
    'DH ServerKeyExchange',
    'DH keypair',
    'Prime size',
    'failed to respond',
    'TimeoutException',
    'Connect timed out',
    'ConnectException',
    'NoRouteToHost',
    'UnknownHost',
    'SocketException',
    'in method name',
  ],
  rules: [
    { pattern: /handshake alert: +unrecognized_name/, symptom: alerts[112] ?? handshake['handshake-failed'] },
    {
      pattern:
        /\bUnsupported or unrecognized SSL message\b|\bUnrecognized SSL message, plaintext connection\?|\bNotSslRecordException: not an SSL\/TLS record\b/,
      symptom: handshake['not-tls'],
    },
    { pattern: /\breceived plaintext http traffic on an https channel\b/, symptom: handshake['clear-text-to-tls'] },
    {
      pattern: /\bPKIX path validation failed:.*validity check failed\b|\bCertificateExpiredException\b|\bNotAfter: /,
      symptom: certificates.expired,
    },
    { pattern: /\bCertificateNotYetValidException\b|\bNotBefore: /, symptom: certificates['not-yet-valid'] },
    {
      pattern:
        /\bPKIX path building failed\b|\bunable to find valid certification path to requested target\b|\bTrust anchor for certification path not found\b/,
      symptom: certificates.untrusted,
    },
    {
      pattern: /\bNo subject alternative (?:DNS )?names? (?:matching (?:IP address )?(?<host>[\w.:-]+) found|present)/,
      symptom: certificates['name-mismatch'],
    },
    { pattern: /\bNo name matching (?<host>[\w.-]+) found\b/, symptom: certificates['name-mismatch'] },
    {
      pattern: /\bCertificate for <(?<host>[^>]+)> doesn't match any of the subject alternative names/,
      symptom: certificates['name-mismatch'],
    },
    { pattern: /\bHostname (?<host>[\w.-]+) not verified/, symptom: certificates['name-mismatch'] },
    {
      pattern:
        /\bRemote host (?:closed connection during|terminated the) handshake\b|\bSSL peer shut down incorrectly\b|\bRemote host terminated the handshake\b/,
      symptom: handshake['closed-in-handshake'],
    },
    {
      pattern:
        /\b(?:No appropriate protocol \(protocol is disabled or cipher suites are inappropriate\)|The server selected protocol version TLS\S+ is not accepted by client preferences|Client requested protocol \S+ (?:is not enabled or|not enabled or) supported)/,
      symptom: handshake['no-common-version'],
    },
    {
      pattern: /\bno cipher suites in common\b|\bNo negotiable cipher suite\b/,
      symptom: handshake['no-common-cipher'],
    },
    {
      pattern: /\b(?:Empty (?:server certificate chain|client certificate chain)|null cert chain)\b/,
      symptom: certificates['client-certificate-demanded'],
    },
    {
      pattern: /\bCertificates do not conform to algorithm constraints\b|\bAlgorithm constraints check failed/,
      symptom: handshake['weak-signature'],
    },
    {
      pattern:
        /\bDH ServerKeyExchange does not comply to algorithm constraints\b|\bCould not generate DH keypair\b|\bPrime size must be multiple of 64\b/,
      symptom: handshake['weak-key'],
    },
    {
      pattern: /\bSSLHandshakeException\b.*\bconnection reset\b|\bSSLException\b.*\bConnection reset\b/i,
      symptom: handshake['reset-in-handshake'],
    },
    {
      pattern: /(?<host>[\w.-]+):(?<port>\d+) failed to respond\b/,
      symptom: http['empty-reply'],
    },
    {
      pattern: /\bHttpConnectTimeoutException\b|\bConnectTimeoutException\b|\bConnect timed out\b/,
      symptom: connection['connect-timeout'],
    },
    {
      pattern: /\bSocketTimeoutException: Read timed out\b|\bHttpTimeoutException: request timed out\b/,
      symptom: http['response-timeout'],
    },
    { pattern: /\bConnectException: (?:Connection refused|.*Connection refused)/, symptom: connection.refused },
    { pattern: /\bNoRouteToHostException\b/, symptom: connection.unreachable },
    { pattern: /\bjava\.net\.UnknownHostException: (?<host>[\w.-]+)/, symptom: connection['no-address'] },
    { pattern: /\bjava\.net\.SocketException: Connection reset\b/, symptom: connection.reset },
    { pattern: /\bSSLHandshakeException\b/, symptom: handshake['handshake-failed'] },
    { pattern: /\bInvalid character found in method name\b/, symptom: tlsToClear() },
  ],
};

function tlsToClear() {
  return {
    meaning: 'The server speaks clear text and read the start of a TLS handshake, or of a PROXY header, as a request.',
    causes: [
      ['tls-to-clear-port', 'likely', '`ssl` stands on the server line of a port that speaks clear text.'],
      [
        'proxy-protocol-required',
        'possible',
        'A PROXY header that is not expected reads like this too: `send-proxy` is to go then.',
      ],
    ],
    by: 'handshake',
  } as const;
}
