/** Sets of backends that configurations are tried on, by what tells the configurations apart. */

/** One of each temper: resets, takes everything, clear text. */
export const various = ['contour', 'healthy-tls', 'host-required-http'];

/** What decides is the server name. */
export const byName = ['envoy', 'sni-host-mismatch-421'];

/** What decides is the Host, or the server name beside it. */
export const byHost = ['contour', 'nginx-default-certificate', 'sni-host-mismatch-421'];

/** What decides is whether TLS is spoken. */
export const byTransport = ['contour', 'healthy-tls', 'healthy-http'];

/** What decides is the certificate. */
export const byCertificate = ['healthy-tls', 'default-certificate', 'certificate-wrong-name'];

/** What decides is HTTP/2. */
export const byProtocol = ['h2-only', 'healthy-tls', 'alpn-required', 'sni-host-mismatch-421'];

/** What decides is a PROXY header. */
export const byProxyHeader = ['proxy-v1-required', 'nginx-proxy-protocol', 'proxy-required-http', 'healthy-tls'];

/** What decides is the status, or what else is in the answer. */
export const byAnswer = ['healthy-tls', 'redirect-elsewhere', 'status-503'];

/** What decides is how long it takes, or whether anything comes. */
export const byPatience = ['slow-handshake', 'silent', 'silent-http'];

/** HTTP/2 is not answered with HTTP/2, each in another way. */
export const withoutHttp2 = [
  'port-closed',
  'reset-on-accept',
  'close-after-request',
  'reset-after-request',
  'client-certificate-tls13',
  'imaps',
  'silent-http',
];
