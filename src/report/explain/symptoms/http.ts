import type { Symptom } from '../symptom.ts';

/** What goes wrong once a request was sent, with no status that says more. */
export const http = {
  'empty-reply': {
    meaning: 'The connection was closed after the request, without a byte of an answer.',
    causes: [
      [
        'closed-without-answer',
        'likely',
        'The service ends connections of requests that it does not take, or crashes on them.',
      ],
      ['tls-required', 'likely', 'TLS servers close a connection on which clear text arrives.'],
      ['proxy-protocol-required', 'possible', 'A backend that expects a PROXY header closes connections without one.'],
      ['host-required', 'possible', 'nginx (`return 444`) and others close on a Host that they do not serve.'],
    ],
    by: 'request',
  },
  'reset-after-request': {
    meaning: 'The connection was reset after the request, before an answer.',
    causes: [
      ['closed-without-answer', 'likely', 'The service or a firewall that inspects requests cuts the connection.'],
      ['tls-required', 'likely', 'TLS servers reset a connection on which clear text arrives.'],
      [
        'client-certificate-required',
        'possible',
        'In TLS 1.3 a missing client certificate is refused only after the handshake.',
      ],
      ['proxy-protocol-required', 'possible', 'A backend that expects a PROXY header cuts connections without one.'],
    ],
    by: 'request',
  },
  'not-http': {
    meaning: 'What came back to the request is no HTTP/1 answer.',
    causes: [
      ['not-http', 'likely', 'The port may belong to another protocol.'],
      ['tls-required', 'likely', 'A TLS server answers clear text with a TLS alert, which is no HTTP.'],
      [
        'tls-service-not-http',
        'possible',
        'The port may be a service over TLS that is not HTTP: mail, a directory, a database.',
      ],
      ['alpn-required', 'possible', 'The server may have chosen HTTP/2 where HTTP/1 is spoken.'],
      ['proxy-protocol-required', 'possible', 'A PROXY header may be expected and missing.'],
      ['head-too-large', 'possible', 'Headers that do not fit the buffer of HAProxy are invalid to it.'],
    ],
    by: 'request',
  },
  'response-timeout': {
    meaning: 'The request was sent and not answered in time.',
    causes: [
      ['response-timeout', 'likely', 'The application does not answer.'],
      ['slow-check', 'likely', 'It may answer later than the limit.'],
      ['tls-required', 'possible', 'A TLS server may wait for the rest of what it takes for a handshake.'],
      ['proxy-protocol-required', 'possible', 'A backend may wait for a PROXY header that never comes.'],
    ],
    by: 'request',
  },
  'redirect-loop': {
    meaning: 'The client is sent round in a circle of redirects.',
    causes: [
      [
        'forwarded-proto-required',
        'likely',
        'TLS ends at the proxy, the application sees http and redirects to https: `X-Forwarded-Proto: https` is missing.',
      ],
      [
        'redirect-required',
        'likely',
        'The proxy speaks to the clear-text port of the backend, which only redirects to https.',
      ],
      ['plain-port-redirects', 'possible', 'The clear-text port was chosen where the TLS port is meant.'],
    ],
    by: 'request',
  },
  'h2-broken': {
    meaning: 'The HTTP/2 connection was broken off: one side does not speak it, or does not take the request.',
    causes: [
      [
        'alpn-required',
        'likely',
        'One side speaks HTTP/2 and the other HTTP/1: what ALPN chose and what is spoken differ.',
      ],
      ['closed-without-answer', 'likely', 'The server may end streams of requests that it does not take.'],
      ['host-required', 'possible', 'HTTP/2 servers end streams without an authority.'],
    ],
    by: 'request',
  },
  'head-too-large': {
    meaning: "The headers are larger than the reader's buffer.",
    causes: [
      [
        'head-too-large',
        'likely',
        'HAProxy reads no more than `tune.bufsize`, other proxies have limits of their own.',
      ],
    ],
    by: 'request',
  },
  'host-refused': {
    meaning: 'The application refuses the Host header: it is none that it serves.',
    causes: [
      [
        'host-required',
        'certain',
        'The check or the proxy sends no Host, or its own address; the application wants its name.',
      ],
      ['host-not-served', 'possible', "The name that was sent may be missing in the application's list."],
    ],
    by: 'request',
  },
  'host-missing': {
    meaning: 'The request came without a Host header, which HTTP/1.1 demands.',
    causes: [
      ['host-required', 'certain', 'The server says so itself.'],
      ['check-without-host', 'likely', '`option httpchk` adds no Host: `http-check send hdr Host NAME` does.'],
    ],
    by: 'configuration',
  },
  'name-and-host-differ': {
    meaning:
      'The server name of the TLS handshake and the Host of the request name different sites, or there was no server name.',
    causes: [
      ['sni-host-mismatch', 'likely', 'The request asks for another site than the handshake did.'],
      ['sni-required', 'likely', 'Without a server name the connection belongs to the default site.'],
    ],
    by: 'request',
  },
  'no-server-name': {
    meaning: 'The TLS handshake brought no server name (SNI), and the server insists on one.',
    causes: [
      ['sni-required', 'certain', 'The server says so itself: `sni` (traffic) and `check-sni` (checks) are missing.'],
    ],
    by: 'handshake',
  },
  'proxy-untrusted': {
    meaning: 'The application does not trust the proxy that the request came through, and refuses it.',
    causes: [
      [
        'unexpected-status',
        'likely',
        'Only its own configuration helps: the address of the proxy belongs into the list of trusted proxies.',
      ],
    ],
    by: 'request',
  },
  'grpc-unavailable': {
    meaning: 'The gRPC call failed with UNAVAILABLE (14): the status of HTTP is 200 all the same.',
    causes: [
      ['grpc-unavailable', 'certain', 'A gateway or the service itself says that nobody is there to answer.'],
      ['upstream-down', 'possible', 'The server behind a gateway may be down.'],
    ],
    by: 'request',
  },
  'no-upstream': {
    meaning: 'A proxy at the backend found no healthy server of its own behind it.',
    causes: [
      ['upstream-down', 'likely', 'The trouble is behind the backend: its own upstream is down or refuses it.'],
      ['host-not-served', 'possible', 'It may have routed to a default that serves nothing.'],
    ],
    by: 'request',
  },
} as const satisfies Record<string, Symptom>;
