import type { Symptom } from '../symptom.ts';
import { connection } from './connection.ts';
import { http } from './http.ts';

/**
 * What the statuses of HAProxy's checks mean where their info says no more. The ranking is what real HAProxy reports of
 * backends with a known cause.
 */
export const checks = {
  L4CON: {
    meaning: 'The check could not connect: the address refused, or the network has no way to it.',
    causes: [
      ['connection-refused', 'likely', 'Nothing listens on the port.'],
      ['host-unreachable', 'possible', 'The network may have no way to the address.'],
      ['check-elsewhere', 'possible', '`port` or `addr` may send the check elsewhere than traffic.'],
    ],
    by: 'connection',
  },
  L4TOUT: connection['connect-timeout'],
  L6TOUT: {
    meaning: "The check's connection stands, but the TLS handshake was not completed within the limit.",
    causes: [
      ['tls-timeout', 'likely', 'The backend accepts and never answers the ClientHello: overloaded, or no TLS server.'],
      [
        'slow-check',
        'likely',
        'The handshake may take longer than `timeout check`, `timeout connect` or `inter` allow.',
      ],
      [
        'curves-required',
        'possible',
        'An HAProxy on OpenSSL 3.5 sends a ClientHello of 1.5 kB, with a post-quantum key share: some backends and firewalls cut it, or never answer it.',
      ],
      ['tls-to-clear-port', 'possible', 'A clear-text server may wait for the rest of what it takes for a request.'],
      ['not-tls', 'possible', 'A service that waits for another protocol stays silent too.'],
      ['proxy-protocol-required', 'possible', 'A backend may wait for a PROXY header that never comes.'],
      ['starttls', 'possible', 'A mail or database port begins in clear text: HAProxy has no STARTTLS.'],
      ['name-blocked', 'possible', 'A firewall may drop the very name that is sent.'],
    ],
    by: 'handshake',
  },
  L6RSP: {
    meaning:
      'The TLS handshake of the check failed. HAProxy never logs which alert or reason it was: every alert, a closed connection, a certificate that is not trusted and an answer that is no TLS read the same.',
    causes: [
      [
        'sni-required',
        'likely',
        'The check sends no server name unless `check-sni` says so (since 3.3 also the Host of an HTTP check); `sni` is for traffic alone.',
      ],
      [
        'certificate-untrusted',
        'likely',
        'With `verify required`, the default, an unknown authority reads exactly like this.',
      ],
      [
        'check-sni-missing',
        'possible',
        'Where traffic gets through: `sni` names the site for it, and the check sends no name.',
      ],
      ['tls-to-clear-port', 'possible', 'A port that answers in clear text reads the same.'],
      ['chain-incomplete', 'possible', 'With `verify required` a missing intermediate certificate does too.'],
      ['certificate-expired', 'possible', 'So does an expired certificate.'],
      ['trust-file-refuses', 'possible', 'A `ca-file` or `crl-file` that is outdated refuses the right certificate.'],
      [
        'security-level-required',
        'possible',
        'A newer TLS library refuses old keys, groups and algorithms by default: a lower security level (`ciphers DEFAULT@SECLEVEL=0`) takes them.',
      ],
      [
        'curves-required',
        'possible',
        'An HAProxy on OpenSSL 3.5 sends a ClientHello of 1.5 kB, with a post-quantum key share: some backends and firewalls cut it, or never answer it.',
      ],
      ['tls-version-required', 'possible', 'So do TLS versions that the two sides do not share.'],
      ['client-certificate-required', 'possible', 'So does a client certificate demanded in TLS 1.2.'],
      ['proxy-protocol-required', 'possible', 'A backend that expects a PROXY header refuses the bare ClientHello.'],
      ['alpn-required', 'possible', 'A backend may insist on a protocol (ALPN) that is not offered.'],
      [
        'client-library-refusal',
        'possible',
        "HAProxy's own TLS library may refuse a key or an algorithm that is too weak.",
      ],
      [
        'certificate-not-yet-valid',
        'possible',
        'With `verify required` a certificate that is not valid yet reads the same.',
      ],
      ['connection-reset', 'possible', 'A reset that came at once is logged without its name.'],
      ['not-tls', 'possible', 'The port may belong to another protocol.'],
      ['handshake-refused', 'possible', 'The backend may refuse every handshake.'],
      ['connection-limit', 'possible', 'Limits cut connections at random stages.'],
      ['intermittent', 'possible', 'Where it comes and goes, one of several backends behind the address may be bad.'],
      ['interception', 'possible', 'A product on the way may end TLS with a certificate of its own.'],
      ['starttls', 'possible', 'A mail or database port begins in clear text: HAProxy has no STARTTLS.'],
      ['own-certificate-unfit', 'possible', 'The certificate of `crt` may be expired, or of the wrong authority.'],
      ['no-server-name-required', 'possible', 'A firewall may cut the very name that is sent.'],
      ['name-blocked', 'possible', 'A firewall may cut the very name that is sent.'],
    ],
    by: 'handshake',
  },
  'L6RSP-reset': {
    meaning: 'The backend, or a firewall in its name, reset the connection during the TLS handshake of the check.',
    causes: [
      [
        'sni-required',
        'likely',
        'Envoy, Contour and Istio reset a ClientHello without a server name; the check sends none unless `check-sni` says so (since 3.3 also the Host of an HTTP check).',
      ],
      ['connection-reset', 'likely', 'An allow list or a firewall that inspects TLS resets whatever it is sent.'],
      [
        'check-sni-missing',
        'possible',
        'Where traffic gets through: `sni` names the site for it, and the check sends no name.',
      ],
      [
        'curves-required',
        'possible',
        'An HAProxy on OpenSSL 3.5 sends a ClientHello of 1.5 kB, with a post-quantum key share: some backends and firewalls cut it, or never answer it.',
      ],
      ['name-blocked', 'possible', 'A firewall that filters by names resets the very name that is sent.'],
      ['proxy-protocol-required', 'possible', 'A backend that expects a PROXY header cuts connections without one.'],
      ['client-certificate-required', 'possible', 'In TLS 1.2 a missing client certificate can end so.'],
      [
        'certificate-untrusted',
        'possible',
        'The text in brackets can be left over from another connection of the same thread.',
      ],
      ['tls-to-clear-port', 'possible', 'A clear-text server may reset what it cannot read.'],
      ['not-tls', 'possible', 'The port may belong to another protocol.'],
      ['alpn-required', 'possible', 'A backend may insist on a protocol (ALPN) that is not offered.'],
      ['tls-version-required', 'possible', 'So may one that does not do the versions offered.'],
      ['handshake-refused', 'possible', 'The backend may refuse every handshake.'],
      ['connection-limit', 'possible', 'Limits cut connections at random stages.'],
      ['intermittent', 'possible', 'Where it comes and goes, one of several backends behind the address may be bad.'],
      ['no-server-name-required', 'possible', 'The site may be reachable only without its name.'],
      ['interception', 'possible', 'A product on the way may end TLS with a certificate of its own.'],
      ['starttls', 'possible', 'A mail or database port begins in clear text: HAProxy has no STARTTLS.'],
    ],
    by: 'handshake',
  },
  'L6RSP-closed': {
    meaning: 'The backend closed the connection during the TLS handshake of the check, without an alert.',
    causes: [
      [
        'sni-required',
        'likely',
        'Content networks and ingresses close a ClientHello without a server name; the check sends none unless `check-sni` says so.',
      ],
      ['tls-to-clear-port', 'possible', 'A clear-text server closes when it cannot read the request.'],
      ['proxy-protocol-required', 'possible', 'A backend that expects a PROXY header closes connections without one.'],
      ['connection-reset', 'possible', 'Something on the way may cut every connection.'],
      ['connection-limit', 'possible', 'Limits close connections beyond them.'],
    ],
    by: 'handshake',
  },
  'L6RSP-proxy': {
    meaning:
      'The TLS handshake of the check failed; HAProxy adds this text where a TLS server was sent a PROXY header that it does not expect.',
    causes: [
      [
        'connection-reset',
        'likely',
        'The backend cuts connections that begin with a PROXY header: `send-proxy` or `check-send-proxy` is to go.',
      ],
      ['sni-required', 'possible', 'The text in brackets can be left over from another connection of the same thread.'],
    ],
    by: 'handshake',
  },
  'L6RSP-hello': {
    meaning:
      'The answer to the bare ClientHello of `option ssl-hello-chk` (or a `tcp-check`) was not the one expected.',
    causes: [
      [
        'ssl-hello-check',
        'likely',
        "`option ssl-hello-chk` sends an SSLv3 ClientHello without a server name, which says nothing of today's TLS.",
      ],
      ['tls-to-clear-port', 'possible', 'The port may speak clear text.'],
    ],
    by: 'configuration',
  },
  L7TOUT: {
    meaning: 'The check sent its request and got no answer that it could read within the limit.',
    causes: [
      ['response-timeout', 'likely', 'The application does not answer.'],
      ['slow-check', 'likely', 'It may answer later than `timeout check` or `inter` allow.'],
      [
        'check-rules-lost',
        'possible',
        'A backend with nothing but `http-check expect` under an inherited `option httpchk` sends no request at all.',
      ],
      ['alpn-required', 'possible', 'A server that chose HTTP/2 never answers HTTP/1 (seen on 2.4, 2.8 and 3.0).'],
      ['not-http', 'possible', 'What came may be no HTTP: 2.8 and 3.0 wait on.'],
      ['tls-required', 'possible', 'A TLS server may wait for the rest of what it takes for a handshake.'],
      ['proxy-protocol-required', 'possible', 'A backend may wait for a PROXY header that never comes.'],
      ['head-too-large', 'possible', "Headers that do not fit HAProxy's buffer end so on 2.8 and 3.0."],
      ['tls-service-not-http', 'possible', 'A service over TLS that is not HTTP never answers a request.'],
      ['version-bug', 'possible', 'Some releases lose the request of a check over HTTP/2.'],
    ],
    by: 'request',
  },
  L7RSP: {
    meaning: "What came back to the check's request is no valid HTTP answer.",
    causes: [
      [
        'closed-without-answer',
        'likely',
        'HAProxy 2.6 says the same of a connection that is closed without an answer.',
      ],
      ...http['not-http'].causes,
    ],
    by: 'request',
  },
  'L7RSP-empty': {
    meaning: 'The connection of the check was closed after its request, without an answer.',
    causes: http['empty-reply'].causes,
    by: 'request',
  },
  content: {
    meaning: 'The answer to the check does not hold what `http-check expect` or `tcp-check expect` asks for.',
    causes: [
      [
        'host-required',
        'likely',
        'Another site may have answered: the check sends no Host unless `http-check send hdr Host NAME` says so.',
      ],
      ['unexpected-status', 'likely', 'The page may have changed, or be another one than is expected.'],
      ['host-not-served', 'possible', 'The name that was sent may not be served there.'],
      ['not-http', 'possible', 'The service may speak another protocol than the check.'],
      ['tls-service-not-http', 'possible', 'A service over TLS that is not HTTP answers in its own words.'],
    ],
    by: 'request',
  },
  L7STS: {
    meaning: 'The answer to the check is not the one that is expected; no HTTP status stands beside it.',
    causes: [
      ['unexpected-status', 'likely', 'The answer is there, and is not what the check wants.'],
      ['not-http', 'possible', 'The service may speak another protocol than the check.'],
      ['host-required', 'possible', 'The check may have reached the default site.'],
      ['closed-without-answer', 'possible', 'The connection may have been closed without an answer.'],
      ['tls-service-not-http', 'possible', 'A service over TLS that is not HTTP answers in its own words.'],
    ],
    by: 'request',
  },
  SOCKERR: {
    meaning: 'The connection of the check broke after it stood, and HAProxy has no more to say of it.',
    causes: [
      ['closed-without-answer', 'likely', 'The backend closed after the request without an answer (2.8 and later).'],
      ['tls-required', 'likely', 'A TLS server answers clear text with an alert, or closes (3.2 and later).'],
      ['proxy-protocol-required', 'likely', 'A backend that expects a PROXY header closes (2.8 and later).'],
      ['not-http', 'possible', 'What came may be no HTTP (3.2 and later).'],
      [
        'alpn-required',
        'possible',
        'The backend may have chosen HTTP/2 where the check speaks HTTP/1 (3.2 and later).',
      ],
      [
        'client-certificate-required',
        'possible',
        'Up to HAProxy 2.4 a client certificate that TLS 1.3 demands reads like this.',
      ],
      ['head-too-large', 'possible', "Headers that do not fit HAProxy's buffer end so since 3.2."],
      ['connection-reset', 'possible', 'Every connection may be cut.'],
      ['tls-service-not-http', 'possible', 'A service over TLS that is not HTTP ends what it cannot read.'],
    ],
    by: 'request',
  },
  'SOCKERR-reset': {
    meaning:
      'The backend reset the connection of the check after it stood: in clear text at once or after the request, over TLS after the handshake.',
    causes: [
      ['tls-required', 'likely', 'TLS servers reset a connection on which clear text arrives.'],
      ['closed-without-answer', 'likely', 'The service, or a firewall that inspects requests, cuts the connection.'],
      ['connection-reset', 'likely', 'An allow list or a process that crashes cuts every connection.'],
      ['proxy-protocol-required', 'possible', 'A backend that expects a PROXY header cuts connections without one.'],
      [
        'client-certificate-required',
        'possible',
        'In TLS 1.3 a missing client certificate is refused only after the handshake.',
      ],
      [
        'ssl-hello-check',
        'possible',
        '`option ssl-hello-chk` against a server that resets a ClientHello without a name ends so.',
      ],
      ['not-http', 'possible', 'The port may belong to another protocol.'],
      ['connection-limit', 'possible', 'Limits cut connections at random stages.'],
      ['intermittent', 'possible', 'Where it comes and goes, one of several backends behind the address may be bad.'],
      ['tls-service-not-http', 'possible', 'A service over TLS that is not HTTP ends what it cannot read.'],
    ],
    by: 'request',
  },
  'SOCKERR-tls': {
    meaning:
      'The TLS handshake was completed and then undone by the backend: TLS 1.3 refuses a missing client certificate only there.',
    causes: [
      ['client-certificate-required', 'likely', 'Nothing else that was measured ends a check with `SSL fatal error`.'],
      [
        'own-certificate-unfit',
        'possible',
        'A client certificate that is expired, or of another authority, is refused at the same place.',
      ],
    ],
    by: 'handshake',
  },
  HANA: {
    meaning: 'Not a check but traffic took the server down: `observe` counted its errors.',
    causes: [
      [
        'closed-without-answer',
        'possible',
        'Which errors they were stands in the traffic log, beside the termination state.',
      ],
    ],
    by: 'request',
  },
  PROCERR: { meaning: 'The external check failed: its program did not end with 0.', causes: [], by: null },
  PROCTOUT: { meaning: 'The external check was not done in time.', causes: [], by: null },
} as const satisfies Record<string, Symptom>;
