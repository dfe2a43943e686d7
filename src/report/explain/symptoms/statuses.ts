import type { Guess, Symptom } from '../symptom.ts';

const anotherPage: Guess = [
  'unexpected-status',
  'likely',
  'The application itself may answer so at this path: `option httpchk` asks for /, and 2xx and 3xx pass.',
];
const behind: readonly Guess[] = [
  ['upstream-down', 'likely', 'A gateway answers so where the server behind it refuses, or does not answer.'],
];
const ofCloudflare: Guess = [
  'upstream-down',
  'likely',
  'Statuses from 520 to 530 are those of Cloudflare: it does not reach the site behind it.',
];
const otherSite: Guess = ['host-not-served', 'possible', 'The name that was sent may not be one that is served there.'];
const noHost: Guess = [
  'host-required',
  'likely',
  "HAProxy's checks send no Host unless `http-check send hdr Host NAME` says so: the default site answers then.",
];

/** HTTP statuses that say something of how the request was made. */
const known: Readonly<Record<number, Symptom>> = {
  400: {
    meaning: 'The backend could not make sense of the request (400 Bad Request).',
    causes: [
      [
        'tls-required',
        'likely',
        'nginx, Go, Apache and Envoy answer clear text on their TLS port so: is `ssl` or `check-ssl` missing?',
      ],
      [
        'host-required',
        'likely',
        'HTTP/1.1 without a Host must be answered so (RFC 9112, 3.2), and applications refuse names that they do not know so.',
      ],
      [
        'check-transport-dropped',
        'possible',
        'With `port` or `addr` the check speaks clear text even on an `ssl` server.',
      ],
      ['client-certificate-required', 'possible', 'nginx answers a missing client certificate with 400.'],
      ['check-without-host', 'possible', '`option httpchk GET / HTTP/1.1` adds no Host by itself.'],
      ['unexpected-status', 'possible', 'The application may refuse this very request.'],
    ],
    by: 'request',
  },
  401: {
    meaning: 'The backend asks for a login (401 Unauthorized): connection, TLS and routing work.',
    causes: [
      [
        'unexpected-status',
        'certain',
        'The page that was asked for wants a login: check one that does not, or expect 401.',
      ],
    ],
    by: 'request',
  },
  403: {
    meaning: 'The backend understood the request and refuses it (403 Forbidden).',
    causes: [
      ['unexpected-status', 'likely', 'The page may be forbidden to everybody, or to the address of HAProxy.'],
      ['user-agent-required', 'likely', 'Checks send no User-Agent: the rules of many cloud firewalls refuse that.'],
      ['host-required', 'likely', 'Without a Host, or with an unknown one, the default site may forbid everything.'],
      ['client-certificate-required', 'possible', 'Apache and IIS answer a missing client certificate with 403.'],
      ['intermediary-answers', 'possible', 'A firewall on the way may answer in place of the backend.'],
    ],
    by: 'request',
  },
  404: {
    meaning: 'The backend has no such page (404 Not Found): connection and TLS work.',
    causes: [
      noHost,
      ['unexpected-status', 'likely', 'There may be no page at the path that is asked for.'],
      otherSite,
      ['method-required', 'possible', '`option httpchk` without a method sends OPTIONS, which some answer with 404.'],
    ],
    by: 'request',
  },
  405: {
    meaning: 'The backend does not allow the method of the request (405 Method Not Allowed).',
    causes: [
      [
        'method-required',
        'likely',
        '`option httpchk` without a method sends OPTIONS: `option httpchk GET /` does not.',
      ],
      anotherPage,
    ],
    by: 'request',
  },
  421: {
    meaning:
      'The request asks for a site that this TLS connection is not for (421 Misdirected Request, RFC 9110, 15.5.20).',
    causes: [
      ['sni-host-mismatch', 'likely', 'Server name and Host name different sites.'],
      [
        'sni-required',
        'likely',
        'A connection without a server name belongs to the default site; up to HAProxy 3.2 a Host alone sends none.',
      ],
      ['sni-with-port', 'possible', 'A port in the server name or in the Host makes the two differ.'],
      otherSite,
    ],
    by: 'request',
  },
  426: {
    meaning: 'The backend wants a newer HTTP version (426 Upgrade Required).',
    causes: [
      ['http-version-required', 'certain', 'Envoy and Istio answer HTTP/1.0 so, which `option httpchk GET /` speaks.'],
    ],
    by: 'request',
  },
  429: {
    meaning: 'The backend limits how often it is asked (429 Too Many Requests).',
    causes: [
      ['connection-limit', 'likely', 'The limit counts the checks of every HAProxy process and its clients together.'],
      ['unexpected-status', 'possible', 'Another page may not be limited.'],
    ],
    by: 'request',
  },
  495: clientCertificate('495'),
  496: clientCertificate('496'),
  497: {
    meaning: "Clear text was sent to a TLS port (nginx's own status 497).",
    causes: [['tls-required', 'certain', '`ssl`, or `check-ssl`, is missing on the server line.']],
    by: 'configuration',
  },
  500: {
    meaning: 'The application failed at the request (500 Internal Server Error).',
    causes: [anotherPage, ['host-required', 'possible', 'Some fail where the Host is missing.']],
    by: 'request',
  },
  501: {
    meaning: 'The backend does not know the method of the request (501 Not Implemented).',
    causes: [
      [
        'method-required',
        'likely',
        '`option httpchk` without a method sends OPTIONS: `option httpchk GET /` does not.',
      ],
      anotherPage,
    ],
    by: 'request',
  },
  503: {
    meaning: 'The backend is there and says that it cannot serve (503 Service Unavailable).',
    causes: [
      ['upstream-down', 'likely', 'What answers may be a proxy whose own servers are down.'],
      ['unexpected-status', 'likely', 'The application itself may be in maintenance.'],
      [
        'host-required',
        'possible',
        'Ingresses send names without a route, and requests without a Host, to a backend that answers 503.',
      ],
      ['host-not-served', 'possible', 'The name may have no route there.'],
      ['connection-limit', 'possible', 'Limits are answered with 503 by nginx.'],
      ['intermediary-answers', 'possible', 'Something on the way may answer in place of the backend.'],
    ],
    by: 'request',
  },
  505: {
    meaning: 'The backend does not take the HTTP version of the request (505).',
    causes: [['http-version-required', 'likely', '`option httpchk GET /` speaks HTTP/1.0.']],
    by: 'request',
  },
};

function clientCertificate(status: string): Symptom {
  return {
    meaning: `The backend wants a client certificate (nginx's own status ${status}).`,
    causes: [
      [
        'client-certificate-required',
        'certain',
        '`crt` on the server line is missing, or names a certificate that the backend does not take.',
      ],
    ],
    by: 'handshake',
  };
}

const inBetween = (meaning: string): Symptom => ({
  meaning,
  causes: [
    ['intermediary-answers', 'likely', 'No application answers so: it is a portal or a proxy on the way.'],
    anotherPage,
  ],
  by: 'request',
});

const redirect: Symptom = {
  meaning:
    'The backend sends the client elsewhere (a redirect): a check that expects another status fails, and users may go round in circles.',
  causes: [
    ['redirect-required', 'likely', 'A clear-text port that only redirects to https is the wrong port to speak to.'],
    [
      'forwarded-proto-required',
      'likely',
      "An application that is told nothing of the client's TLS redirects to https for ever.",
    ],
    ['canonical-host', 'likely', 'The site sends every other name to its own.'],
    anotherPage,
    ['host-required', 'possible', 'Sites redirect to their own name where another, or none, was asked for.'],
  ],
  by: 'request',
};

/**
 * What a status says that was not wanted.
 * @param status 100 to 599
 * @returns its meaning and possible reasons
 */
export function statusSymptom(status: number): Symptom {
  const own = known[status];
  if (own) return own;
  if (status === 407 || status === 511)
    return inBetween(`Something on the way wants a login (${status}): the backend itself was not asked.`);
  if (status >= 300 && status < 400) return redirect;
  const behindProxy = status === 502 || status === 504;
  const causes: Guess[] = behindProxy ? [...behind] : [];
  if (status >= 520 && status <= 530) causes.push(ofCloudflare);
  if (status === 415) causes.push(['grpc-backend', 'likely', 'gRPC servers answer a plain GET with 415.']);
  return {
    meaning: unlisted(status),
    causes: [...causes, anotherPage, ...(behindProxy ? [otherSite] : [])],
    by: 'request',
  };
}

function unlisted(status: number): string {
  if (status === 502 || status === 504)
    return `What answers is a proxy that does not reach its own servers (${status}): the trouble is behind it.`;
  return `The backend answered ${status}, which is not the status that is expected.`;
}
