import { certificates } from '../symptoms/certificates.ts';
import { connection } from '../symptoms/connection.ts';
import { handshake } from '../symptoms/handshake.ts';
import { http } from '../symptoms/http.ts';
import type { Family } from './rule.ts';

const dialled = 'dial tcp(?: [^\\s>]+->)? ?(?<address>\\[[\\da-fA-F:]+\\]|[\\d.]+)?:?(?<port>\\d+)?';

/** Go: crypto/tls, crypto/x509, net, net/http, and servers written in it (Traefik, Caddy, kube-apiserver). */
export const go: Family = {
  name: 'Go',
  hints: [
    'tls: ',
    'HTTPS client',
    'certificate',
    'x509: ',
    'TLS handshake',
    'awaiting',
    'malformed HTTP',
    'http2: ',
    'bogus greeting',
    'stopped after 10',
    'dial tcp',
    'read tcp',
    'https://',
    'http://',
    'strict SNI',
  ],
  rules: [
    {
      pattern: /\bTLS handshake error from \S+: tls: first record does not look like a TLS handshake/,
      symptom: handshake['client-not-tls'],
    },
    {
      pattern: /\blocal error: tls: (?:bad|unknown|expired|revoked|unsupported) certificate/,
      symptom: certificates['verify-failed'],
    },
    { pattern: /\blocal error: tls: /, symptom: handshake.garbled },
    { pattern: /\btls: first record does not look like a TLS handshake\b/, symptom: handshake['not-tls'] },
    { pattern: /\bhttp: server gave HTTP response to HTTPS client\b/, symptom: handshake['not-tls'] },
    {
      pattern:
        /\btls: unsupported SSLv2 handshake received\b|\btls: client offered an unsupported, maximum protocol version of 300\b/,
      symptom: handshake['old-hello'],
    },
    {
      pattern:
        /\btls: client offered (?:an unsupported, maximum protocol version|only unsupported versions)|\btls: server selected unsupported protocol version|\btls: no supported versions satisfy/,
      symptom: handshake['no-common-version'],
    },
    {
      pattern:
        /\btls: no cipher suite supported by both client and server\b|\btls: no (?:ECDHE curve|mutual)|\btls: peer doesn't support any/,
      symptom: handshake['no-common-cipher'],
    },
    {
      pattern:
        /\btls: client requested unsupported application protocols?\b|\btls: server selected unadvertised ALPN protocol/,
      symptom: handshake['no-common-protocol'],
    },
    {
      pattern:
        /\btls: no certificates configured\b|\btls: neither Certificates|\bno certificate available for|\bstrict SNI enabled - No certificate found for domain\b/,
      symptom: handshake['no-certificate-here'],
    },
    {
      pattern: /\btls: client didn't provide a certificate\b|\btls: client certificate required\b/,
      symptom: certificates['client-certificate-demanded'],
    },
    {
      pattern: /\btls: failed to verify client(?:'s)? certificate\b/,
      symptom: certificates['client-certificate-refused'],
    },
    {
      pattern:
        /\bx509: certificate is (?:valid for .*, not|not valid for any names, but wanted to match) (?<host>[\w.-]+)/,
      symptom: certificates['name-mismatch'],
    },
    {
      pattern: /\bx509: cannot validate certificate for (?<host>[\da-fA-F.:]+) because it doesn't contain any IP SANs/,
      symptom: certificates['name-mismatch'],
    },
    { pattern: /\bx509: certificate relies on legacy Common Name/, symptom: certificates['name-mismatch'] },
    { pattern: /\bx509: certificate has expired or is not yet valid:.* is after /, symptom: certificates.expired },
    {
      pattern: /\bx509: certificate has expired or is not yet valid:.* is before /,
      symptom: certificates['not-yet-valid'],
    },
    { pattern: /\bx509: certificate has expired or is not yet valid/, symptom: certificates.expired },
    {
      pattern: /\bx509: certificate signed by unknown authority\b|\bcertificate signed by unknown authority\b/,
      symptom: certificates.untrusted,
    },
    { pattern: /\bx509: .*(?:insecure algorithm|SHA1-RSA)/, symptom: handshake['weak-signature'] },
    { pattern: /\btls: failed to verify certificate\b|\bx509: /, symptom: certificates['verify-failed'] },
    {
      pattern:
        /\bhttp: TLS handshake error from \S+: EOF\b|\bTLS handshake error from \S+: (?:EOF|read tcp .*connection reset by peer)/,
      symptom: closedByClient(),
    },
    { pattern: /\bhttp: TLS handshake error from \S+: .*(?:i\/o timeout)/, symptom: closedByClient() },
    { pattern: /\bnet\/http: TLS handshake timeout\b/, symptom: handshake['handshake-timeout'] },
    {
      pattern:
        /\bnet\/http: timeout awaiting response headers\b|\bcontext deadline exceeded \(Client\.Timeout exceeded while awaiting headers\)/,
      symptom: http['response-timeout'],
    },
    {
      pattern:
        /\bnet\/http: HTTP\/1\.x transport connection broken: malformed HTTP|\bmalformed HTTP (?:response|status code|version)/,
      symptom: http['not-http'],
    },
    {
      pattern:
        /\bhttp2: (?:server sent GOAWAY|Transport received|client connection lost|stream closed)|\bhttp2: frame too large\b|\bbogus greeting\b/,
      symptom: http['h2-broken'],
    },
    { pattern: /\bstopped after 10 redirects\b/, symptom: http['redirect-loop'] },
    { pattern: new RegExp(`\\b${dialled}: (?:connect: )?connection refused`), symptom: connection.refused },
    {
      pattern: new RegExp(`\\b${dialled}: (?:connect: )?(?:no route to host|network is unreachable)`),
      symptom: connection.unreachable,
    },
    {
      pattern: new RegExp(`\\b${dialled}: (?:connect: )?(?:connection timed out|i/o timeout)`),
      symptom: connection['connect-timeout'],
    },
    {
      pattern: /\bdial tcp: lookup (?<host>[\w.-]+).*(?:no such host|server misbehaving)/,
      symptom: connection['no-address'],
    },
    {
      pattern: /\bread tcp \S+->(?<address>[\d.]+|\[[\da-fA-F:]+\]):(?<port>\d+): read: connection reset by peer/,
      symptom: connection.reset,
    },
    {
      pattern: /^(?:Get|Post|Head|Put) "https:\/\/[^"]+": (?:unexpected )?EOF$/,
      symptom: handshake['closed-in-handshake'],
    },
    { pattern: /^(?:Get|Post|Head|Put) "http:\/\/[^"]+": (?:unexpected )?EOF$/, symptom: http['empty-reply'] },
  ],
};

function closedByClient() {
  return {
    meaning:
      "A client (the address is the client's) connected and left before the TLS handshake was complete: checks of load balancers that open a TCP connection alone do that, over and over.",
    causes: [
      ['check-without-request', 'likely', 'A TCP check, or one that ends with the handshake, brings no request.'],
      ['ssl-hello-check', 'possible', '`option ssl-hello-chk` leaves once it got an answer to its SSLv3 ClientHello.'],
      ['certificate-untrusted', 'possible', 'A client that does not accept the certificate may also just leave.'],
    ],
    by: 'configuration',
  } as const;
}
