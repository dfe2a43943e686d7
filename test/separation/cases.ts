/** A backend whose trouble is known. */
export interface Case {
  /** Name in `test/conformance/backends`. */
  backend: string;
  /**
   * Ids of its needs and faults in the order in which a connection meets them, TLS itself aside; `clear-text`: it speaks
   * no TLS; empty: nothing is wrong.
   */
  causes: readonly string[];
  /** A name that it does not serve, which it is asked for. */
  host?: string;
  /** Whoever asks has been given no authority that would help. */
  stranger?: true;
  /** Most that one connection may take, in ms; absent: 2000. */
  timeout?: number;
}

const stranger = 'stranger.example.test';

/**
 * @param one a backend
 * @returns what to call it: once for each name that it is asked for
 */
export const titleOf = ({ backend, host }: Case): string => (host ? `${backend} as ${host}` : backend);

/** Every backend whose trouble HAProxy tells in the same words as another one's, with the trouble it was made for. */
export const cases: readonly Case[] = [
  { backend: 'healthy-http', causes: ['clear-text'] },
  { backend: 'healthy-tls', causes: [] },
  { backend: 'port-closed', causes: ['connection-refused'] },
  { backend: 'syn-unanswered', causes: ['connect-timeout'] },
  { backend: 'reset-on-accept', causes: ['connection-reset'] },
  { backend: 'close-on-accept', causes: ['connection-reset'] },
  { backend: 'silent', causes: ['tls-timeout'] },
  // It serves after half of the time, when other ways of speaking have been tried in vain: in less than all of it.
  { backend: 'slow-handshake', causes: ['slow-check'], timeout: 4500 },
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
  { backend: 'dh-key-too-small', causes: ['security-level'] },
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
  { backend: 'imaps', causes: ['tls-service-not-http'] },
  { backend: 'not-http', causes: ['not-http'] },
  { backend: 'host-not-served-404', causes: ['host-not-served'] },
  { backend: 'host-not-served-421', causes: ['host-not-served'] },
  { backend: 'status-401', causes: ['unexpected-status'] },
  { backend: 'status-500', causes: ['unexpected-status'] },
  { backend: 'status-503', causes: ['unexpected-status'] },
  { backend: 'head-too-large', causes: ['head-too-large'] },
  { backend: 'proxy-required-http', causes: ['proxy-protocol'] },
  { backend: 'large-hello-reset', causes: ['curves'] },
  { backend: 'large-hello-alert', causes: ['curves'] },
  { backend: 'large-hello-dropped', causes: ['curves'] },
  { backend: 'post-quantum-reset', causes: ['curves'] },
  { backend: 'name-blocked', causes: ['no-server-name', 'host', 'name-blocked'] },
  { backend: 'name-refused-default-site', causes: ['name-blocked'] },
  { backend: 'legacy-renegotiation', causes: ['client-library-refusal'] },
  { backend: 'sha1-signatures', causes: ['security-level'] },
  { backend: 'interception', causes: ['interception'] },
  { backend: 'options-refused', causes: ['method'] },
  { backend: 'user-agent-required', causes: ['user-agent'] },
  { backend: 'user-agent-or-close', causes: ['user-agent'] },
  { backend: 'user-agent-required-http', causes: ['user-agent'] },
  { backend: 'redirect-unless-forwarded', causes: ['forwarded-proto'] },
  { backend: 'forwarded-ssl-required', causes: ['forwarded-proto'] },
  { backend: 'smtp-banner', causes: ['starttls'] },
  { backend: 'mysql', causes: ['starttls'] },
  { backend: 'postgresql', causes: ['starttls'] },
  { backend: 'ldap-starttls', causes: ['starttls'] },
  { backend: 'redis-tls', causes: ['tls-service-not-http'] },
  { backend: 'ldaps', causes: ['tls-service-not-http'] },
  { backend: 'mqtts', causes: ['tls-service-not-http'] },
  { backend: 'grpc', causes: ['grpc-backend'] },
  { backend: 'grpc-unavailable', causes: ['grpc-unavailable'] },
  { backend: 'upstream-down', causes: ['upstream-down'] },
  { backend: 'captive-portal', causes: ['intermediary-answers'] },
  { backend: 'canonical-host', causes: ['canonical-host'] },
  { backend: 'too-many-requests', causes: ['connection-limit'] },
  { backend: 'h2c-only', causes: ['host', 'http-version'] },
  { backend: 'too-many-headers', causes: ['head-too-large'] },
  { backend: 'early-hints', causes: ['unexpected-status'] },
  { backend: 'hostile-malformed', causes: ['not-http'] },
  { backend: 'contour', host: stranger, causes: ['connection-reset'] },
  { backend: 'envoy', host: stranger, causes: ['connection-reset'] },
  { backend: 'alert-without-sni-112', host: stranger, causes: ['handshake-refused'] },
  { backend: 'alert-without-sni-40', host: stranger, causes: ['handshake-refused'] },
  { backend: 'nginx-reject-handshake', host: stranger, causes: ['handshake-refused'] },
  { backend: 'haproxy-strict-sni', host: stranger, causes: ['handshake-refused'] },
];
