/** A backend whose trouble is known. */
export interface Case {
  /** Name in `test/conformance/backends`. */
  backend: string;
  /**
   * Ids of its needs and faults in the order in which a connection meets them, TLS itself aside; `clear-text`: it speaks
   * no TLS; empty: nothing is wrong.
   */
  causes: readonly string[];
  /** Whoever asks has been given no authority that would help. */
  stranger?: true;
  /** Most that one connection may take, in ms; absent: 2000. */
  timeout?: number;
}

/** Every backend whose trouble HAProxy tells in the same words as another one's, with the trouble it was made for. */
export const cases: readonly Case[] = [
  { backend: 'healthy-http', causes: ['clear-text'] },
  { backend: 'healthy-tls', causes: [] },
  { backend: 'port-closed', causes: ['connection-refused'] },
  { backend: 'syn-unanswered', causes: ['connect-timeout'] },
  { backend: 'reset-on-accept', causes: ['connection-reset'] },
  { backend: 'close-on-accept', causes: ['connection-reset'] },
  { backend: 'silent', causes: ['tls-timeout'] },
  { backend: 'slow-handshake', causes: ['slow-check'], timeout: 8000 },
  { backend: 'proxy-v1-required', causes: ['proxy-protocol'] },
  { backend: 'proxy-v2-required', causes: ['proxy-protocol'] },
  { backend: 'nginx-proxy-protocol', causes: ['proxy-protocol', 'host'] },
  { backend: 'haproxy-accept-proxy', causes: ['proxy-protocol'] },
  { backend: 'plain-http-only', causes: ['clear-text'] },
  { backend: 'envoy-http', causes: ['redirect'] },
  { backend: 'redirect-http', causes: ['redirect'] },
  { backend: 'host-required-http', causes: ['host'] },
  { backend: 'contour', causes: ['sni', 'host'] },
  { backend: 'envoy', causes: ['sni', 'host'] },
  { backend: 'close-without-sni', causes: ['sni'] },
  { backend: 'alert-without-sni-112', causes: ['sni'] },
  { backend: 'alert-without-sni-40', causes: ['sni'] },
  { backend: 'alert-without-sni-80', causes: ['sni'] },
  { backend: 'nginx-reject-handshake', causes: ['sni', 'host'] },
  { backend: 'caddy', causes: ['sni', 'host'] },
  { backend: 'haproxy-strict-sni', causes: ['sni'] },
  { backend: 'tls10-only', causes: ['tls-version'] },
  { backend: 'tls13-intolerant', causes: ['tls-version'] },
  { backend: 'alpn-required', causes: ['alpn'] },
  { backend: 'dh-key-too-small', causes: ['client-library-refusal'] },
  { backend: 'key-too-small', causes: ['client-library-refusal'] },
  { backend: 'client-certificate-tls12', causes: ['client-certificate'] },
  { backend: 'client-certificate-tls13', causes: ['client-certificate'] },
  { backend: 'client-certificate-http-400', causes: ['client-certificate'] },
  { backend: 'nginx-client-certificate', causes: ['client-certificate'] },
  { backend: 'certificate-expired', causes: ['certificate-expired'] },
  { backend: 'certificate-not-yet-valid', causes: ['certificate-not-yet-valid'] },
  { backend: 'certificate-wrong-name', causes: ['certificate-wrong-name'] },
  { backend: 'certificate-self-signed', causes: ['certificate-untrusted'] },
  { backend: 'certificate-untrusted', causes: ['certificate-untrusted'], stranger: true },
  { backend: 'chain-incomplete', causes: ['chain-incomplete'] },
  { backend: 'sni-host-mismatch-421', causes: ['sni', 'host'] },
  { backend: 'default-certificate', causes: ['host'] },
  { backend: 'nginx-default-certificate', causes: ['host'] },
  { backend: 'h2-only', causes: ['host', 'http-version'] },
  { backend: 'http10-refused', causes: ['http-version'] },
  { backend: 'envoy-refuses-http10', causes: ['sni', 'host', 'http-version'] },
  { backend: 'forwarded-proto-required', causes: ['forwarded-proto'] },
  { backend: 'silent-http', causes: ['response-timeout'] },
  { backend: 'close-after-request', causes: ['closed-without-answer'] },
  { backend: 'reset-after-request', causes: ['closed-without-answer'] },
  { backend: 'ssh-banner', causes: ['not-tls'] },
  { backend: 'garbage', causes: ['not-tls'] },
  { backend: 'imaps', causes: ['not-http'] },
  { backend: 'not-http', causes: ['not-http'] },
  { backend: 'host-not-served-404', causes: ['host-not-served'] },
  { backend: 'host-not-served-421', causes: ['host-not-served'] },
  { backend: 'status-401', causes: ['unexpected-status'] },
  { backend: 'status-500', causes: ['unexpected-status'] },
  { backend: 'status-503', causes: ['unexpected-status'] },
  { backend: 'head-too-large', causes: ['head-too-large'] },
];
