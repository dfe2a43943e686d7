import type { Symptom } from '../symptom.ts';

/** What goes wrong while a TLS connection is made, with no alert that says more. */
export const handshake = {
  'reset-in-handshake': {
    meaning: 'The connection was reset in the middle of the TLS handshake, without a TLS alert.',
    causes: [
      [
        'sni-required',
        'likely',
        'Envoy, Contour, Istio and many cloud load balancers reset a ClientHello without a server name, or with one they do not know.',
      ],
      ['connection-reset', 'likely', 'An allow list or a firewall that inspects TLS resets whatever it is sent.'],
      [
        'curves-required',
        'possible',
        'An HAProxy on OpenSSL 3.5 sends a ClientHello of 1.5 kB, with a post-quantum key share: some backends and firewalls cut it, or never answer it.',
      ],
      ['name-blocked', 'possible', 'A firewall that filters by names resets the very name that is sent.'],
      [
        'proxy-protocol-required',
        'possible',
        'A backend that expects a PROXY header takes the ClientHello for a broken one.',
      ],
      ['client-certificate-required', 'possible', 'Some TLS 1.2 servers reset a client that has no certificate.'],
      ['connection-limit', 'possible', 'Rate limits cut connections at random stages.'],
    ],
    by: 'handshake',
  },
  'closed-in-handshake': {
    meaning: 'The peer closed the connection in the middle of the TLS handshake without a TLS alert.',
    causes: [
      [
        'sni-required',
        'likely',
        'Ingresses and content networks close a connection whose ClientHello names no site that they serve.',
      ],
      [
        'curves-required',
        'possible',
        'An HAProxy on OpenSSL 3.5 sends a ClientHello of 1.5 kB, with a post-quantum key share: some backends and firewalls cut it, or never answer it.',
      ],
      ['not-tls', 'possible', 'A service that speaks another protocol closes when it reads a ClientHello.'],
      [
        'proxy-protocol-required',
        'possible',
        'A backend that expects a PROXY header takes the ClientHello for a broken one.',
      ],
      ['connection-reset', 'possible', 'Something on the way may cut every connection.'],
      ['connection-limit', 'possible', 'Limits on connections close those beyond them.'],
    ],
    by: 'handshake',
  },
  'handshake-timeout': {
    meaning: 'The connection stands, but the TLS handshake was not completed in time.',
    causes: [
      ['tls-timeout', 'likely', 'The backend accepts and never answers the ClientHello: overloaded, or no TLS server.'],
      [
        'curves-required',
        'possible',
        'An HAProxy on OpenSSL 3.5 sends a ClientHello of 1.5 kB, with a post-quantum key share: some backends and firewalls cut it, or never answer it.',
      ],
      ['tls-to-clear-port', 'possible', 'A clear-text server may wait for the rest of what it takes for a request.'],
      ['proxy-protocol-required', 'possible', 'A backend may wait for a PROXY header that never comes.'],
      ['slow-check', 'possible', 'The handshake may only take longer than the limit.'],
    ],
    by: 'handshake',
  },
  'handshake-failed': {
    meaning: 'The TLS handshake failed; the text does not say why.',
    causes: [
      [
        'sni-required',
        'likely',
        'A client that sends no server name, or an unknown one, is refused by most ingresses.',
      ],
      ['certificate-untrusted', 'possible', 'A client that verifies gives up on a certificate that it does not trust.'],
      ['tls-version-required', 'possible', 'The two sides may have no TLS version or cipher in common.'],
      ['client-certificate-required', 'possible', 'The server may demand a client certificate.'],
      ['not-tls', 'possible', 'The port may speak something else than TLS.'],
      ['handshake-refused', 'possible', 'The server may refuse every handshake.'],
    ],
    by: 'handshake',
  },
  'not-tls': {
    meaning: 'What came back to the ClientHello is no TLS: the port speaks clear text, most often HTTP.',
    causes: [
      [
        'tls-to-clear-port',
        'likely',
        'A clear-text HTTP server answers a ClientHello with `HTTP/1.1 400 Bad Request`.',
      ],
      [
        'not-tls',
        'likely',
        'Mail, SSH and database servers greet in clear text; some of them offer TLS only after STARTTLS.',
      ],
      [
        'starttls',
        'possible',
        'A mail, directory or database port turns to TLS only after STARTTLS, which HAProxy does not speak.',
      ],
      [
        'proxy-protocol-required',
        'possible',
        'A PROXY header that is sent or missing makes either side misread the other.',
      ],
    ],
    by: 'handshake',
  },
  'client-not-tls': {
    meaning: 'What a client sent to this TLS port is no ClientHello.',
    causes: [
      ['tls-required', 'likely', 'The client speaks clear text: `ssl` (or `check-ssl`) is missing.'],
      [
        'proxy-protocol-required',
        'possible',
        'It may be a PROXY header that this server does not expect: `send-proxy` is to go then.',
      ],
      [
        'ssl-hello-check',
        'possible',
        '`option ssl-hello-chk` sends an SSLv3 ClientHello, which newer servers do not read.',
      ],
    ],
    by: 'configuration',
  },
  'clear-text-to-tls': {
    meaning: 'A clear-text request was sent to a port that speaks TLS.',
    causes: [
      [
        'tls-required',
        'certain',
        'The server itself says that it was spoken to without TLS: `ssl` (or `check-ssl`) is missing.',
      ],
      [
        'check-transport-dropped',
        'possible',
        'With `port` or `addr` on the server line the check speaks clear text unless `check-ssl` says otherwise.',
      ],
      [
        'connect-drops-settings',
        'possible',
        '`http-check connect` without `default` or `ssl` speaks clear text on an `ssl` server too.',
      ],
    ],
    by: 'configuration',
  },
  'no-common-version': {
    meaning: 'The two sides have no TLS version in common.',
    causes: [
      [
        'tls-version-required',
        'certain',
        'The peer speaks only versions that the client does not offer, or the other way round.',
      ],
      [
        'security-level-required',
        'possible',
        'A newer TLS library refuses old keys, groups and algorithms by default: a lower security level (`ciphers DEFAULT@SECLEVEL=0`) takes them.',
      ],
    ],
    by: 'handshake',
  },
  'no-common-cipher': {
    meaning: 'The two sides have no cipher, group or signature algorithm in common.',
    causes: [
      ['handshake-refused', 'likely', 'The server accepts nothing that it was offered.'],
      [
        'tls-version-required',
        'likely',
        'Ciphers of old versions are switched off by the security level of newer libraries.',
      ],
      [
        'security-level-required',
        'possible',
        'A newer TLS library refuses old keys, groups and algorithms by default: a lower security level (`ciphers DEFAULT@SECLEVEL=0`) takes them.',
      ],
      ['sni-required', 'possible', 'A server without a certificate for the name it got has no cipher to offer.'],
      ['ssl-hello-check', 'possible', '`option ssl-hello-chk` offers SSLv3 ciphers alone.'],
    ],
    by: 'handshake',
  },
  'no-common-protocol': {
    meaning: 'The two sides have no application protocol (ALPN) in common.',
    causes: [['alpn-required', 'certain', 'The server refuses connections that offer no protocol that it speaks.']],
    by: 'handshake',
  },
  'old-hello': {
    meaning: 'A ClientHello of SSLv2 or SSLv3 came in, or one that offers nothing which is still in use.',
    causes: [
      ['ssl-hello-check', 'likely', '`option ssl-hello-chk` sends an SSLv3 ClientHello and nothing else.'],
      ['tls-version-required', 'possible', 'The client may be restricted to versions that the server has given up.'],
    ],
    by: 'configuration',
  },
  'legacy-renegotiation': {
    meaning: 'The server only knows the old, unsafe renegotiation (no RFC 5746), which OpenSSL 3 refuses.',
    causes: [['client-library-refusal', 'certain', "The refusal comes from the client's own TLS library."]],
    by: 'handshake',
  },
  'extended-master-secret': {
    meaning: 'The server does not do the extended master secret (RFC 7627), which this client demands (FIPS).',
    causes: [['client-library-refusal', 'certain', "The refusal comes from the client's own TLS library."]],
    by: 'handshake',
  },
  'weak-key': {
    meaning: "The server's key or Diffie-Hellman parameters are too small for the client's TLS library.",
    causes: [
      [
        'client-library-refusal',
        'certain',
        "The refusal comes from the client's own TLS library and its security level.",
      ],
      [
        'security-level-required',
        'likely',
        'A newer TLS library refuses old keys, groups and algorithms by default: a lower security level (`ciphers DEFAULT@SECLEVEL=0`) takes them.',
      ],
    ],
    by: 'handshake',
  },
  'weak-signature': {
    meaning:
      "The server's certificate is signed with an algorithm that the client's TLS library no longer takes (SHA-1, MD5).",
    causes: [
      [
        'client-library-refusal',
        'certain',
        "The refusal comes from the client's own TLS library and its security level.",
      ],
      [
        'security-level-required',
        'likely',
        'A newer TLS library refuses old keys, groups and algorithms by default: a lower security level (`ciphers DEFAULT@SECLEVEL=0`) takes them.',
      ],
    ],
    by: 'handshake',
  },
  'no-certificate-here': {
    meaning: 'The server has no certificate for what it was asked, and gave up.',
    causes: [
      [
        'sni-required',
        'likely',
        'A server that picks its certificate by name has none for a client that sends no name.',
      ],
      ['handshake-refused', 'likely', 'The name that was sent may not be served there.'],
    ],
    by: 'handshake',
  },
  garbled: {
    meaning: 'One side could not read what the other sent during the handshake.',
    causes: [
      [
        'handshake-refused',
        'likely',
        'The server took the ClientHello for broken: old appliances do that with newer clients.',
      ],
      [
        'curves-required',
        'possible',
        'An HAProxy on OpenSSL 3.5 sends a ClientHello of 1.5 kB, with a post-quantum key share: some backends and firewalls cut it, or never answer it.',
      ],
      [
        'proxy-protocol-required',
        'possible',
        'A PROXY header that is expected and missing, or sent and not expected, garbles the start.',
      ],
      ['tls-version-required', 'possible', 'A server that cannot cope with a TLS 1.3 ClientHello breaks off.'],
      ['not-tls', 'possible', 'The port may speak something else than TLS.'],
    ],
    by: 'handshake',
  },
} as const satisfies Record<string, Symptom>;
