import type { Symptom } from '../symptom.ts';

const known = (meaning: string): Symptom => ({ meaning, causes: [], by: null });

/** A connection or a handshake that failed at once: HAProxy answers 503 itself. */
const refusedAtOnce: Symptom = {
  meaning: 'HAProxy could not connect to the server: the connection or its TLS handshake failed at once.',
  causes: [
    [
      'sni-required',
      'likely',
      'Traffic sends no server name unless `sni` says so (since 3.3 the Host in `mode http`); `check-sni` is for checks alone.',
    ],
    ['connection-refused', 'likely', 'A port without a listener ends in the same letters.'],
    [
      'sni-missing',
      'possible',
      'Where the check is green: `check-sni` names the site for it, and traffic sends no name.',
    ],
    ['certificate-untrusted', 'possible', 'With `verify required` a certificate that is not trusted does too.'],
    ['certificate-wrong-name', 'possible', 'So does one for another name than the server name that was sent.'],
    ['tls-to-clear-port', 'possible', 'So does TLS towards a port that speaks clear text.'],
    ['tls-version-required', 'possible', 'So do TLS versions that the two sides do not share.'],
    ['client-certificate-required', 'possible', 'So does a client certificate that is demanded and missing.'],
    ['proxy-protocol-required', 'possible', 'So does a PROXY header that is expected and missing.'],
    ['sni-with-port', 'possible', '`sni req.hdr(host)` sends `name:port`, which no server knows.'],
    ['green-check-failing-traffic', 'possible', 'Where the check is green: it does not send what traffic sends.'],
    ['host-unreachable', 'possible', 'The network may have no way to the address.'],
    ['alpn-required', 'possible', 'The backend may insist on a protocol (ALPN).'],
    ['connection-reset', 'possible', 'Something on the way may cut every connection.'],
    ['handshake-refused', 'possible', 'The backend may refuse every handshake.'],
    ['not-tls', 'possible', 'The port may belong to another protocol.'],
    [
      'curves-required',
      'possible',
      'An HAProxy on OpenSSL 3.5 sends a ClientHello of 1.5 kB, with a post-quantum key share: some backends and firewalls cut it, or never answer it.',
    ],
    [
      'security-level-required',
      'possible',
      'A newer TLS library refuses old keys, groups and algorithms by default: a lower security level (`ciphers DEFAULT@SECLEVEL=0`) takes them.',
    ],
    ['name-blocked', 'possible', 'A firewall may cut the very name that is sent.'],
    ['no-server-name-required', 'possible', 'The site may be reachable only without its name.'],
    [
      'address-kept',
      'possible',
      'HAProxy resolves a name once, when it starts: a cloud balancer may have moved since.',
    ],
    ['trust-file-refuses', 'possible', 'A `ca-file` or `crl-file` that is outdated refuses the right certificate.'],
    ['own-certificate-unfit', 'possible', 'The certificate of `crt` may be expired, or of the wrong authority.'],
    ['interception', 'possible', 'A product on the way may end TLS with a certificate of its own.'],
    ['starttls', 'possible', 'A mail or database port begins in clear text: HAProxy has no STARTTLS.'],
    ['chain-incomplete', 'possible', 'With `verify required` a missing intermediate certificate ends so.'],
    ['certificate-expired', 'possible', 'So does an expired certificate.'],
    ['certificate-not-yet-valid', 'possible', 'So does one that is not valid yet.'],
    [
      'client-library-refusal',
      'possible',
      "HAProxy's own TLS library may refuse a key or an algorithm that is too weak.",
    ],
    ['connection-limit', 'possible', 'Limits refuse connections beyond them.'],
    ['intermittent', 'possible', 'Where it comes and goes, one of several backends behind the address may be bad.'],
  ],
  by: 'handshake',
};

/**
 * What the first two letters of a termination state mean (HAProxy manual, 8.5 "Session state at disconnection"), ranked by
 * what real HAProxy logs of backends with a known cause.
 */
export const terminations: Readonly<Record<string, Symptom>> = {
  '--': known('The session ended normally: request and answer were passed on.'),
  SC: refusedAtOnce,
  sC: {
    meaning: 'The server did not complete the connection, or its TLS handshake, within `timeout connect`.',
    causes: [
      [
        'connect-timeout',
        'likely',
        'A firewall that drops silently or a host that is down does not answer the connection request.',
      ],
      [
        'tls-timeout',
        'likely',
        'HAProxy counts the TLS handshake too: a backend that accepts and stays silent ends so.',
      ],
      ['tls-to-clear-port', 'possible', 'A clear-text server may wait for the rest of what it takes for a request.'],
      ['not-tls', 'possible', 'A service that waits for another protocol stays silent too.'],
      ['slow-check', 'possible', 'The handshake may only take longer than the limit.'],
    ],
    by: 'handshake',
  },
  SH: {
    meaning:
      'The server closed or reset the connection after the request, before its answer was complete: HAProxy answers 502.',
    causes: [
      [
        'closed-without-answer',
        'likely',
        'The application ends connections of requests that it does not take, or crashes on them.',
      ],
      [
        'client-certificate-required',
        'likely',
        'In TLS 1.3 a missing client certificate is refused only once the request is under way.',
      ],
      ['tls-required', 'likely', 'TLS servers close a connection on which clear text arrives: is `ssl` missing?'],
      ['proxy-protocol-required', 'possible', 'A backend that expects a PROXY header closes connections without one.'],
      ['alpn-required', 'possible', '`proto h2` towards a server that speaks HTTP/1 ends so since 3.2.'],
      ['not-http', 'possible', 'What came back may be no HTTP.'],
      ['connection-reset', 'possible', 'Something on the way may cut every connection.'],
      ['tls-service-not-http', 'possible', 'A service over TLS that is not HTTP ends what it cannot read.'],
      ['head-too-large', 'possible', "The answer's headers may not fit."],
      ['connection-limit', 'possible', 'Limits cut connections beyond them.'],
      ['intermittent', 'possible', 'Where it comes and goes, one of several backends behind the address may be bad.'],
    ],
    by: 'request',
  },
  sH: {
    meaning: 'The server did not answer within `timeout server`: HAProxy answers 504.',
    causes: [
      ['response-timeout', 'likely', 'The application does not answer this request.'],
      ['tls-required', 'possible', 'A TLS server may wait for the rest of what it takes for a handshake.'],
      ['proxy-protocol-required', 'possible', 'A backend may wait for a PROXY header that never comes.'],
      ['alpn-required', 'possible', 'A server that chose HTTP/2 may never answer HTTP/1.'],
    ],
    by: 'request',
  },
  PH: {
    meaning: "HAProxy refused the server's answer: it is invalid, too large for the buffer, or a rule forbids it.",
    causes: [
      ['not-http', 'likely', 'The answer is no valid HTTP/1: another protocol, or headers that HAProxy does not take.'],
      ['head-too-large', 'likely', 'Headers have to fit `tune.bufsize` less `tune.maxrewrite`.'],
      ['tls-service-not-http', 'possible', 'The port may be a service over TLS that is not HTTP.'],
      ['tls-required', 'possible', 'A TLS server answers clear text with a TLS alert, which is no HTTP.'],
      ['alpn-required', 'possible', 'The server may have chosen HTTP/2 where HTTP/1 is spoken.'],
      [
        'alpn-in-check',
        'possible',
        'In early 3.3 releases traffic could take over the protocol that a check had chosen.',
      ],
      ['version-bug', 'possible', 'HAProxy 3.3.0 takes over for traffic what ALPN chose in a check.'],
    ],
    by: 'request',
  },
  SD: {
    meaning: 'The server cut the connection in the middle of the data.',
    causes: [
      ['closed-without-answer', 'possible', 'The service, or a firewall on the way, cuts connections.'],
      [
        'client-certificate-required',
        'possible',
        'In TLS 1.3 a missing client certificate is refused only after the handshake; in `mode tcp` it ends so.',
      ],
      [
        'connection-reset',
        'possible',
        "In `mode tcp` a TLS backend that refuses the client's handshake with a reset ends so.",
      ],
      [
        'sni-required',
        'possible',
        'In `mode tcp` the client brings the server name itself: one without a name is cut.',
      ],
      ['not-http', 'possible', 'The answer may break off where its end is not marked as HTTP has it.'],
    ],
    by: 'request',
  },
  sD: {
    meaning: 'The server stopped sending in the middle of the data, longer than `timeout server`.',
    causes: [['response-timeout', 'possible', 'The application stalls.']],
    by: 'request',
  },
  sQ: known(
    'The request waited in the queue longer than `timeout queue`: every server is at its `maxconn`, or too few are UP.',
  ),
  SQ: known('The request waited in the queue, and no server was left to take it.'),
  PR: known(
    "HAProxy itself refused the client's request: invalid, too large, or forbidden by a rule. No server was asked.",
  ),
  PC: known('HAProxy itself ended the connection before a server was reached: a limit or a rule.'),
  PT: known('HAProxy held the client in a tarpit (`http-request tarpit`).'),
  PD: known('HAProxy ended the transfer: the data was malformed (chunks, lengths) or a rule forbids it.'),
  PL: known('HAProxy ended the session while it sent the last data.'),
  LR: known('HAProxy answered the client itself: a redirect, an error page or its statistics. No server was asked.'),
  LC: known('HAProxy answered the client itself before a server was reached.'),
  LH: known('HAProxy answered the client itself, by a rule for answers.'),
  LD: known('HAProxy answered the client itself.'),
  CR: known(
    'The client gave up before its request was complete: port scanners, pre-opened connections of browsers and checks of other load balancers do that.',
  ),
  cR: known('The client did not send a complete request within `timeout http-request` or `timeout client`.'),
  CQ: known('The client gave up while its request waited in the queue.'),
  CT: known('The client gave up while it was held in a tarpit.'),
  CC: {
    meaning: 'The client gave up while HAProxy was still connecting to the server.',
    causes: [
      ['connect-timeout', 'possible', 'The server takes longer to connect than the client waits.'],
      ['tls-timeout', 'possible', 'So may its TLS handshake.'],
    ],
    by: 'handshake',
  },
  cC: known('The client stopped sending while HAProxy was still connecting to the server.'),
  CH: {
    meaning: "The client gave up while HAProxy waited for the server's answer.",
    causes: [
      [
        'response-timeout',
        'possible',
        'The server takes longer than the client waits; where the times are short, the client simply went away.',
      ],
    ],
    by: 'request',
  },
  cH: known("The client stopped sending its request body, or stopped reading, while the server's answer was awaited."),
  CD: known('The client cut the connection in the middle of the data: most often somebody went to another page.'),
  cD: known('The client stopped reading or sending in the middle of the data, longer than `timeout client`.'),
  CL: known('The client cut the connection while the last data was on its way.'),
  cL: known('The client did not take the last data in time.'),
  SL: known('The server cut the connection while the last data was on its way.'),
  sL: known('The server did not end the session in time after the last data.'),
  RC: known('HAProxy ran out of something while it connected: source ports, sockets or memory.'),
  RR: known('HAProxy ran out of something while it read the request.'),
  IC: known(
    'HAProxy ran into a bug of its own or a lack of resources while connecting: please report it to its authors.',
  ),
  IR: known('HAProxy ran into a bug of its own or a failed rule while it read the request.'),
  IH: known('HAProxy ran into a bug of its own, or could not rewrite the answer.'),
  ID: known('HAProxy ran into a bug of its own in the middle of the data.'),
  DC: known('HAProxy closed the session because its server went DOWN (`on-marked-down shutdown-sessions`).'),
  DD: known('HAProxy closed the session because its server went DOWN (`on-marked-down shutdown-sessions`).'),
  DH: known('HAProxy closed the session because its server went DOWN (`on-marked-down shutdown-sessions`).'),
  UD: known('HAProxy closed the session on a backup server because an active one came back UP.'),
  KD: known('An administrator ended the session (`shutdown session`).'),
  KC: known('An administrator ended the session (`shutdown session`).'),
  KH: known('An administrator ended the session (`shutdown session`).'),
};

/** No server was chosen or left: HAProxy answers 503 itself. */
export const noServer: Symptom = {
  meaning:
    'No server took the request: all servers of the backend were DOWN (or none is enabled), so HAProxy answered 503 itself.',
  causes: [
    [
      'sni-required',
      'possible',
      'Why the servers are DOWN stands on their check lines; a check without a server name is the commonest reason for TLS backends.',
    ],
  ],
  by: 'handshake',
};

/** No backend was chosen. */
export const noBackend: Symptom = {
  meaning:
    'No backend was chosen for the request: no `use_backend` rule fitted and there is no `default_backend`, so HAProxy answered 503 itself.',
  causes: [
    [
      'name-without-wait',
      'likely',
      'A rule on `req.ssl_sni` without a wait that is long enough (`tcp-request inspect-delay`) does not see the name.',
    ],
    [
      'name-read-elsewhere',
      'likely',
      '`req.ssl_sni` has no value where HAProxy ends TLS itself: `ssl_fc_sni` has it there, and the Host.',
    ],
  ],
  by: 'configuration',
};
