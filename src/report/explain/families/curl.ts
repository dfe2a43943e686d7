import { certificates } from '../symptoms/certificates.ts';
import { connection } from '../symptoms/connection.ts';
import { handshake } from '../symptoms/handshake.ts';
import { http } from '../symptoms/http.ts';
import type { Family } from './rule.ts';

/** curl and what is built on libcurl (PHP, git), by its texts (lib/strerror.c, lib/vtls, lib/connect.c) and exit codes. */
export const curl: Family = {
  name: 'curl',
  hints: [
    '(OUT), TLS',
    'curl: (',
    'Failed to connect to ',
    'connect to ',
    'SSL',
    'subjectAltName',
    'TLS connect error',
    'server certificate verification failed',
    'Operation timed out',
    'Empty reply',
    'failure: Connection was reset',
    'Received HTTP/0.9',
    'Weird server reply',
    'Invalid status line',
    'framing layer',
    'HTTP/2 stream',
    'nghttp2',
    'redirects followed',
    'Could not resolve host',
    "Couldn't connect",
  ],
  rules: [
    // What curl itself refuses.
    {
      pattern:
        /\(OUT\), TLS (?:header, )?alert, (?:unknown CA|bad certificate|certificate unknown|certificate expired)/i,
      symptom: certificates['verify-failed'],
    },
    { pattern: /\(OUT\), TLS (?:header, )?alert, protocol version/i, symptom: handshake['no-common-version'] },
    {
      pattern: /Failed to connect to (?<host>[^\s:]+) port (?<port>\d+)[^:]*: Connection refused/,
      symptom: connection.refused,
    },
    {
      pattern:
        /connect to (?<address>[\d.a-fA-F:]+) port (?<port>\d+)[^:]*(?:from [^:]+ \d+ )?failed: Connection refused/,
      symptom: connection.refused,
    },
    {
      pattern:
        /Failed to connect to (?<host>[^\s:]+) port (?<port>\d+)[^:]*: (?:No route to host|Network is unreachable)/,
      symptom: connection.unreachable,
    },
    {
      pattern:
        /Failed to connect to (?<host>[^\s:]+) port (?<port>\d+)[^:]*: (?:Connection timed out|Timeout was reached)/,
      symptom: connection['connect-timeout'],
    },
    {
      pattern:
        /\bFailed to connect to (?<host>[^\s:]+) port (?<port>\d+) after \d+ ms: (?:Couldn't|Could not) connect to server/,
      symptom: connection['not-connected'],
    },
    {
      pattern:
        /SSL: no alternative certificate subject name matches target (?:host ?name|ipv[46] address) '(?<host>[^']+)'/i,
      symptom: certificates['name-mismatch'],
    },
    {
      pattern: /SSL: certificate subject name '?\(?[^']*\)?'? does not match target host ?name '(?<host>[^']+)'/i,
      symptom: certificates['name-mismatch'],
    },
    { pattern: /subjectAltName does not match(?: host ?name)? (?<host>\S+)/, symptom: certificates['name-mismatch'] },
    { pattern: /SSL certificate problem: certificate has expired/i, symptom: certificates.expired },
    { pattern: /SSL certificate problem: certificate is not yet valid/i, symptom: certificates['not-yet-valid'] },
    {
      pattern: /SSL certificate problem: (?:self[- ]signed certificate|invalid CA certificate)/i,
      symptom: certificates['self-signed'],
    },
    {
      pattern:
        /SSL certificate problem: (?:unable to get (?:local )?issuer certificate|unable to verify the first certificate)/i,
      symptom: certificates.untrusted,
    },
    {
      pattern: /SSL certificate problem: (?:EE certificate key too weak|CA certificate key too weak)/i,
      symptom: handshake['weak-key'],
    },
    {
      pattern: /SSL certificate problem: CA signature digest algorithm too weak/i,
      symptom: handshake['weak-signature'],
    },
    {
      pattern:
        /SSL certificate problem|SSL certificate verification failed|SSL: unable to (?:verify|obtain)|server certificate verification failed|curl: \((?:51|60)\)|SSL peer certificate or SSH remote key was not OK/,
      symptom: certificates['verify-failed'],
    },
    {
      pattern: /curl: \(35\).*(?:Connection reset by peer|ECONNRESET|errno 104|SSL_ERROR_SYSCALL, errno 10054)/i,
      symptom: handshake['reset-in-handshake'],
    },
    {
      pattern:
        /(?:OpenSSL|LibreSSL|BoringSSL) SSL_connect: (?:Connection reset by peer|SSL_ERROR_SYSCALL.*errno (?:104|54|10054))|SSL_connect: Connection reset by peer/i,
      symptom: handshake['reset-in-handshake'],
    },
    {
      pattern:
        /SSL_connect: (?:SSL_ERROR_SYSCALL|SSL_ERROR_ZERO_RETURN)|Unknown SSL protocol error in connection to (?<host>[^\s:]+):(?<port>\d+)|TLS connect error: (?:unexpected eof|error:00000000)/i,
      symptom: handshake['closed-in-handshake'],
    },
    {
      pattern: /curl: \(28\).*(?:SSL connection timeout|SSL connection time-?out)/i,
      symptom: handshake['handshake-timeout'],
    },
    { pattern: /\bSSL connection timeout\b/, symptom: handshake['handshake-timeout'] },
    {
      pattern: /curl: \(28\).*(?:Failed to connect|Connection time-?(?:d )?out|connect\(\) timed out)/i,
      symptom: connection['connect-timeout'],
    },
    {
      pattern: /curl: \(28\)|\bOperation timed out after \d+ milliseconds with \d+ (?:out of -?\d+ )?bytes received/,
      symptom: http['response-timeout'],
    },
    { pattern: /curl: \(52\)|\bEmpty reply from server\b/, symptom: http['empty-reply'] },
    {
      pattern: /curl: \(56\).*(?:alert|SSL|TLS).*(?:certificate required)/i,
      symptom: certificates['client-certificate-demanded'],
    },
    {
      pattern: /curl: \((?:55|56)\)|\b(?:Recv|Send) failure: Connection was reset\b/,
      symptom: http['reset-after-request'],
    },
    {
      pattern: /curl: \(1\).*Received HTTP\/0\.9 when not allowed|Received HTTP\/0\.9 when not allowed/,
      symptom: http['not-http'],
    },
    { pattern: /curl: \((?:8|43)\)|Weird server reply|Invalid status line/, symptom: http['not-http'] },
    {
      pattern:
        /curl: \((?:16|92)\)|Error in the HTTP2? framing layer|HTTP\/2 stream \d+ was not closed cleanly|nghttp2 error/i,
      symptom: http['h2-broken'],
    },
    { pattern: /curl: \(47\)|Maximum \(\d+\) redirects followed/, symptom: http['redirect-loop'] },
    { pattern: /curl: \(58\)/, symptom: certificates['own-certificate'] },
    { pattern: /curl: \(59\)/, symptom: handshake['no-common-cipher'] },
    { pattern: /curl: \(6\)|Could not resolve host: (?<host>\S+)/, symptom: connection['no-address'] },
    { pattern: /curl: \(7\)|^Couldn't connect to server$/, symptom: connection['not-connected'] },
    { pattern: /curl: \(35\)|^SSL connect error$|\bTLS connect error\b/, symptom: handshake['handshake-failed'] },
  ],
};
