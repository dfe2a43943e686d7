import { mayBeGrpc, speaksClearHttp2 } from '../catalogue/answers/grpc.ts';
import { openings } from '../catalogue/answers/services.ts';
import { forwardedHeaders } from '../catalogue/forwarded-headers.ts';
import { isRefused } from '../catalogue/needs/curves.ts';
import { forwardedId } from '../catalogue/needs/forwarded-proto.ts';
import { redirectWalk } from '../catalogue/redirect-walk.ts';
import {
  canonicalName,
  redirectsToHttps,
  redirectTarget,
  type View,
  view,
  type Way,
  withAgent,
} from '../catalogue/view.ts';
import { handshakeComplete } from '../observation.ts';
import { barePlan, checkAgent, defaultHost, distinct, haproxyTls, largeHello, trafficRequest } from '../plan.ts';
import type { Evidence, NamedPlan, Plan, ProxyHeader, Question, RequestPlan, TlsPlan } from '../types.ts';

/** A name that no backend serves (RFC 6761, section 6.4), for asking what happens to names that are not known. */
const unrelated = 'unrelated.invalid';

/**
 * The plans that depend on nothing: performed side by side, so that the ladder is as long as the longest of them.
 * @param question what is asked
 * @returns plans in the order in which they are reported, each once
 */
export function firstPlans(question: Question): NamedPlan[] {
  const { gentle, mode } = question;
  const own = ablations(question, '');
  const plans = [
    ...(gentle ? [] : [tcp(question)]),
    ...(gentle ? own.filter(({ id }) => gentleIds.has(id)) : own),
    ...(gentle ? [] : otherWays(question)),
    ...(mode === 'tcp' ? [] : plainPort(question)),
  ];
  return distinct(plans);
}

/** The fewest connections that tell TLS, server name and Host apart. */
const gentleIds = new Set([
  'tls-without-sni',
  'tls-with-sni',
  'http-without-host',
  'http10-with-host',
  'http-with-host',
  'traffic-without-sni',
  'traffic-with-host',
]);

/**
 * The plans that what was seen so far calls for: the next step of a redirect, the needs around a way of speaking
 * that turned out to be the backend's, the PROXY header where nothing else explains the silence.
 * @param evidence what was seen so far; a connection still under way may stand in it as a timeout
 * @param pending ids of ways whose first connection is still under way: which way is the backend's is open till then
 * @returns plans, some of which may have been performed already
 */
export function nextPlans(evidence: Evidence, pending: ReadonlySet<string>): NamedPlan[] {
  const seen = view(evidence);
  const redirect = redirectWalk(seen)?.next;
  return distinct([...(redirect ? [redirect] : []), ...(pending.size > 0 ? [] : nextWays(seen))]);
}

function nextWays(seen: View): NamedPlan[] {
  const { question } = seen;
  return [
    ...(seen.way !== null && seen.way !== '' ? ablations(question, seen.way) : []),
    ...(seen.way !== null && seen.userAgent ? withUserAgent(ablations(question, seen.way)) : []),
    ...agentMissed(seen),
    ...(question.mode === 'http' && speaksClearHttp2(seen) ? [centre(question, 'clear-h2/')] : []),
    ...grpcCall(seen),
    ...canonical(seen),
    ...(seen.way === null && !question.gentle ? [...unexplained(seen), ...spokenTo(seen)] : []),
    ...(seen.way !== null ? [...forwarded(seen, seen.way), ...largeHellos(seen, seen.way)] : []),
  ];
}

/** A large ClientHello that was not taken where a small one is: is it so each time, and is it the size or the group? */
function largeHellos(seen: View, way: Way): NamedPlan[] {
  const [small, large] = [seen.get('tls-with-sni'), seen.get('tls-large-hello')];
  if (!handshakeComplete(small) || !isRefused(large) || !large) return [];
  const padded = largeHello(plan(seen.question, way, {}), 'padded');
  return [
    { id: `${way}tls-large-hello-again`, title: `${large.title}, again`, plan: { ...large.plan, again: true } },
    ...(padded ? [{ id: `${way}tls-padded-hello`, title: 'ClientHello as large, X25519 alone', plan: padded }] : []),
  ];
}

/** What `--plan` says of the connections that only some backends bring about. */
export const laterPlans = [
  'each step of a redirect of the plain port, to the target address whatever host it names (at most 5)',
  'the needs again around clear text, ALPN, HTTP/2 or TLS 1.2, where only that is answered',
  'requests without a server name, where the name is refused and none is not',
  "OpenSSL's security level 0, where keys or signatures may be too weak",
  'TLS 1.0 and a PROXY header, where nothing else is answered',
  'the name that a redirect leads to as Host, where it is the same page of another name',
  'an SSLRequest of PostgreSQL, a StartTLS of LDAP, a CONNECT of MQTT, where nothing else is answered',
  'HTTP/2 in clear text, where it is what a request is answered with',
  'a call of the gRPC health service, where an answer is like one of gRPC',
  'a User-Agent in the requests of the check, where traffic is served and they are not',
  'X-Forwarded-Proto: https, and other headers of its kind, where the answer is a redirect to https',
  'the ClientHello of OpenSSL 3.5 again, and one as large without its post-quantum key share, where that was not taken',
  'the check and the traffic of the recommended directives, where not among the above',
] as const;

/** Whether the site is served where its name is not sent, and that it is this site. */
function withoutName(question: Question): NamedPlan[] {
  const wanted = ['nameless/http-with-host', 'nameless/http-other-host'];
  return ablations(question, 'nameless/').filter(({ id }) => wanted.includes(id));
}

/** The ways of speaking that may work where HAProxy's defaults do not, and whose facts are worth knowing anyway. */
function otherWays(question: Question): NamedPlan[] {
  const clear = question.mode === 'tcp' ? [] : [centre(question, 'clear/')];
  return [...clear, centre(question, 'alpn-http11/'), centre(question, 'alpn-h2/'), tls12(question), tls13(question)];
}

/** Without a request: its handshake takes a round trip more, and with one would be waited for alone at the end. */
function tls12(question: Question): NamedPlan {
  return ablations(question, 'tls12/').find(({ id }) => id === 'tls12/tls-with-sni') as NamedPlan;
}

function tls13(question: Question): NamedPlan {
  const { id, title, plan } = centre(question, '');
  return {
    id: `tls13/${id}`,
    title: `${title}, TLS 1.3 only`,
    plan: { ...plan, tls: plan.tls && { ...plan.tls, minVersion: 'TLSv1.3' } },
  };
}

function tcp(question: Question): NamedPlan {
  return { id: 'tcp', title: 'TCP', plan: { ...barePlan(question), proxy: null } };
}

/** How connections of a way differ from HAProxy's defaults. */
interface Manner {
  label: string;
  nameless?: true;
  clear?: true;
  proxy?: ProxyHeader;
  h2?: true;
  tls?: Partial<TlsPlan>;
}

const manners: Record<Way, Manner> = {
  '': { label: '' },
  'clear/': { label: 'clear text', clear: true },
  'alpn-http11/': { label: 'ALPN http/1.1', tls: { alpn: ['http/1.1'] } },
  'alpn-h2/': { label: 'ALPN h2', h2: true, tls: { alpn: ['h2'] } },
  'clear-h2/': { label: 'clear text, HTTP/2', clear: true, h2: true },
  'tls12/': { label: 'TLS 1.2 only', tls: { maxVersion: 'TLSv1.2' } },
  'level0/': { label: 'security level 0', tls: { securityLevel: 0 } },
  'tls-legacy/': {
    label: 'TLS 1.0 and 1.1',
    tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', securityLevel: 0 },
  },
  'nameless/': { label: 'no server name', nameless: true },
  'proxy-v2/': { label: 'PROXY v2', proxy: 'v2' },
  'proxy-v1/': { label: 'PROXY v1', proxy: 'v1' },
  'clear-proxy-v2/': { label: 'PROXY v2, clear text', proxy: 'v2', clear: true },
  'clear-proxy-v1/': { label: 'PROXY v1, clear text', proxy: 'v1', clear: true },
};

interface Change {
  sni?: string | null;
  request?: RequestPlan | null;
  proxy?: null;
  certificate?: null;
}

/** One connection of a way: what meets every need, but for the change. */
function plan(question: Question, way: Way, change: Change): Plan {
  const manner = manners[way];
  const tls: TlsPlan | null = manner.clear
    ? null
    : {
        ...haproxyTls(),
        servername: change.sni === undefined ? (manner.nameless ? null : question.sni) : change.sni,
        certificate: change.certificate === null ? null : question.certificate,
        caFile: question.caFile,
        ...manner.tls,
      };
  const request = change.request ?? null;
  return {
    ...barePlan(question),
    proxy: change.proxy === null ? null : (manner.proxy ?? question.proxy),
    tls,
    // Without TLS nothing agrees on HTTP/2: it has to be known (RFC 9113, section 3.3).
    request: request && manner.h2 ? { ...request, ...(manner.clear ? { version: '2' } : { byAlpn: true }) } : request,
  };
}

/** The request of a HAProxy check (haproxy v3.4.0, src/tcpcheck.c:1742): lower-case names, connection last, in 1.1 only. */
function checkRequest(
  question: Question,
  version: '1.0' | '1.1',
  host: string | null,
  method = question.method,
): RequestPlan {
  const headers: [string, string][] = host === null ? [] : [['host', host]];
  if (question.forwardedProto) headers.push(['x-forwarded-proto', 'https']);
  if (version === '1.1') headers.push(['connection', 'close']);
  return { version, method, path: question.path, headers };
}

/** The connection of a way that meets every need. */
function centre(question: Question, way: Way): NamedPlan {
  const wanted = question.mode === 'tcp' ? 'tls-with-sni' : 'http-with-host';
  return ablations(question, way).find(({ id }) => id === way + wanted) as NamedPlan;
}

/** The connections of a way that each lack or change one thing of those that meet every need. */
function ablations(question: Question, way: Way): NamedPlan[] {
  const { sni, hostHeader, method, path, forwardedProto } = question;
  const { label, clear } = manners[way];
  const request = (version: '1.0' | '1.1', host: string | null, verb?: string) => ({
    request: checkRequest(question, version, host, verb),
  });
  const traffic = (host: string | null) => ({ request: trafficRequest(method, path, host, forwardedProto) });
  const name = sni ?? 'no server name';
  const host = hostHeader ?? defaultHost(question);

  const handshakes: [string, string, Change][] = clear
    ? []
    : [
        ...(sni === null
          ? []
          : ([['tls-without-sni', 'TLS, no server name', { sni: null }]] as [string, string, Change][])),
        ['tls-with-sni', `TLS, ${name}`, {}],
        ['tls-unrelated-sni', `TLS, ${unrelated}`, { sni: unrelated }],
      ];
  const large = largeHello(plan(question, way, {}));
  const requests: [string, string, Change][] = [
    ['http-without-host', `${method} ${path} without Host`, request('1.0', null)],
    ['http11-without-host', `${method} ${path} HTTP/1.1 without Host`, request('1.1', null)],
    ['http-with-host', `${method} ${path} with Host`, request('1.1', host)],
    ['http10-with-host', `${method} ${path} HTTP/1.0 with Host`, request('1.0', host)],
    ['http-other-host', `${method} ${path} for ${unrelated}`, request('1.1', unrelated)],
    ['http-options', `OPTIONS ${path} with Host`, request('1.1', host, 'OPTIONS')],
    ['traffic-with-host', 'traffic with Host', traffic(host)],
    ...(clear
      ? []
      : ([['traffic-without-sni', 'traffic with Host, no server name', { ...traffic(host), sni: null }]] as [
          string,
          string,
          Change,
        ][])),
    ...(question.certificate && !clear
      ? ([
          [
            'http-without-client-certificate',
            'without client certificate',
            { ...request('1.1', host), certificate: null },
          ],
        ] as [string, string, Change][])
      : []),
    ...(question.proxy
      ? ([['http-without-proxy', 'without PROXY header', { ...request('1.1', host), proxy: null }]] as [
          string,
          string,
          Change,
        ][])
      : []),
  ];
  const list = question.mode === 'tcp' ? handshakes : [...handshakes, ...requests];
  const told = (id: string, title: string, plan: Plan) => ({
    id: way + id,
    title: label ? `${title}, ${label}` : title,
    plan,
  });
  return distinct([
    ...list.map(([id, title, change]) => told(id, title, plan(question, way, change))),
    ...(large ? [told('tls-large-hello', 'ClientHello of OpenSSL 3.5', large)] : []),
  ]);
}

/** The same, and what carries a request of a check says who asks. */
function withUserAgent(plans: NamedPlan[]): NamedPlan[] {
  return plans.flatMap(({ id, title, plan }) => {
    const { request } = plan;
    if (!request || request.headers.some(([name]) => name === 'user-agent')) return [];
    const headers: RequestPlan['headers'] = [...request.headers];
    // HAProxy puts its own `connection: close` last.
    headers.splice(headers.at(-1)?.[0] === 'connection' ? -1 : headers.length, 0, ['user-agent', checkAgent]);
    return [{ id: withAgent + id, title: `${title}, User-Agent`, plan: { ...plan, request: { ...request, headers } } }];
  });
}

/** Traffic is served, and the check's request is not: is it that nobody is said to ask? */
function agentMissed(seen: View): NamedPlan[] {
  const { question, centre: answered } = seen;
  if (question.mode === 'tcp' || seen.userAgent) return [];
  const asked = (way: Way) => withUserAgent([centre(question, way)]);
  const traffic = seen.get('traffic-with-host');
  if (seen.way !== null) return !seen.served(answered ?? undefined) && seen.served(traffic) ? asked(seen.way) : [];
  // Without an answer there is no way yet: a request that is cut may be one that lacks it.
  if (seen.served(seen.of('traffic-with-host'))) return asked('');
  const clear = seen.of('clear/http-with-host')?.failure;
  const speaksHttp = seen.of('http-with-host')?.failure?.received?.startsWith('HTTP/');
  return clear?.stage === 'http' && speaksHttp ? asked('clear/') : [];
}

/** A redirect to another name for the same page: is that the Host that is wanted? It is asked of the target alone. */
function canonical(seen: View): NamedPlan[] {
  const { question, way, centre: answered } = seen;
  const name = canonicalName(answered ?? undefined);
  if (question.mode === 'tcp' || way === null || name === null || redirectsToHttps(answered ?? undefined)) return [];
  const request = checkRequest(question, '1.1', name);
  const named = { id: `${way}http-canonical-host`, title: `${question.method} ${question.path} for ${name}` };
  const plans = [{ ...named, plan: plan(question, way, { request }) }];
  return seen.userAgent ? withUserAgent(plans) : plans;
}

/** A call of the health service that many gRPC servers have (gRPC Health Checking Protocol), with its empty message. */
function grpcCall(seen: View): NamedPlan[] {
  const { question } = seen;
  if (question.mode === 'tcp' || question.gentle || !mayBeGrpc(seen)) return [];
  const clear = speaksClearHttp2(seen) || (seen.way?.startsWith('clear') ?? false);
  const base = plan(question, clear ? 'clear/' : 'alpn-h2/', {});
  const headers: RequestPlan['headers'] = [
    ['host', question.hostHeader ?? defaultHost(question)],
    ['user-agent', checkAgent],
    ['content-type', 'application/grpc'],
    ['te', 'trailers'],
  ];
  const path = '/grpc.health.v1.Health/Check';
  const call = { method: 'POST', path, headers, body: '\0'.repeat(5) };
  const request: RequestPlan = clear ? { version: '2', ...call } : { version: '1.1', byAlpn: true, ...call };
  return [
    { id: `${clear ? 'clear/' : ''}grpc-call`, title: 'call of the gRPC health service', plan: { ...base, request } },
  ];
}

/** The port where clear-text HTTP is expected: the redirect that starts the whole story, and what TLS meets there. */
function plainPort(question: Question): NamedPlan[] {
  const { httpPort, hostHeader, path, gentle, port } = question;
  if (httpPort === null || httpPort === port) return [];
  const bare = { ...barePlan(question), port: httpPort };
  const get = (host: string | null, forwarded = false) => ({
    ...bare,
    request: trafficRequest('GET', path, host, forwarded),
  });
  const withHost = { id: 'plain-with-host', title: `plain :${httpPort} with Host`, plan: get(hostHeader) };
  if (gentle) return [withHost];
  return [
    { id: 'plain-without-host', title: `plain :${httpPort} without Host`, plan: get(null) },
    withHost,
    { id: 'plain-forwarded-proto', title: `plain :${httpPort}, X-Forwarded-Proto: https`, plan: get(hostHeader, true) },
    {
      id: 'plain-forwarded-proto-without-host',
      title: `plain :${httpPort}, X-Forwarded-Proto: https, no Host`,
      plan: get(null, true),
    },
    {
      id: 'plain-port-tls',
      title: `TLS on :${httpPort}`,
      plan: { ...bare, tls: { ...haproxyTls(), servername: question.sni, caFile: question.caFile } },
    },
  ];
}

/** A redirect to https of a port that HAProxy would already speak TLS to: is it the missing X-Forwarded-Proto? */
function forwarded(seen: View, way: Way): NamedPlan[] {
  const { question } = seen;
  if (question.mode === 'tcp' || question.forwardedProto) return [];
  const target = redirectTarget(seen.centre ?? undefined);
  if (target?.protocol !== 'https:') return [];
  const host = question.hostHeader ?? defaultHost(question);
  const bare = trafficRequest(question.method, question.path, host);
  const telling = (headers: typeof forwardedHeaders) => ({
    title: `traffic, ${headers.map(([name, value]) => `${name}: ${value}`).join(', ')}`,
    plan: plan(question, way, {
      request: {
        ...bare,
        headers: [...bare.headers, ...headers.map(([n, v]): [string, string] => [n.toLowerCase(), v])],
      },
    }),
  });
  const alone = ([name, value]: (typeof forwardedHeaders)[number]) => ({
    id: way + forwardedId(name),
    ...telling([[name, value]]),
  });
  const [usual, ...others] = forwardedHeaders.map(alone);
  const all = { id: `${way}traffic-forwarded-otherwise`, ...telling(forwardedHeaders.slice(1)) };
  const goesOn = (id: string) => redirectsToHttps(seen.of(id));
  if (!usual || !goesOn(usual.id)) return usual ? [usual] : [];
  // One of the others, perhaps: which one is asked only where all of them together end it.
  const answer = seen.of(all.id);
  return answer && seen.served(answer) && !goesOn(all.id) ? [usual, all, ...others] : [usual, all];
}

/** What makes services speak that are not HTTP and wait for their client. */
function spokenTo(seen: View): NamedPlan[] {
  const { question } = seen;
  const failure = seen.of('http-with-host')?.failure;
  if (!failure || !/^(?:reset|closed|timeout)$/.test(failure.kind) || failure.stage === 'connect') return [];
  const over = handshakeComplete(seen.of('http-with-host')) ? 'tls' : 'clear';
  // Any byte will do.
  const expect = { kind: 'rbinary', pattern: '^..', negated: false, minRecv: null } as const;
  const way = over === 'tls' ? '' : 'clear/';
  return openings
    .filter((opening) => opening.over === over)
    .map(({ id, title, send }) => ({
      id: `${way}service-${id}`,
      title: over === 'tls' ? title : `${title}, clear text`,
      plan: { ...plan(question, way, {}), dialogue: [{ send }, { expect }] },
    }));
}

/** Ways that are tried only where nothing else was answered: they look odd in a backend's log. */
function unexplained(seen: View): NamedPlan[] {
  const { question } = seen;
  const first = seen.of(question.mode === 'tcp' ? 'tls-with-sni' : 'http-with-host');
  const failure = first?.failure;
  if (!failure || failure.stage === 'connect' || failure.stage === 'resolve') return [];
  // A PROXY header is missed before TLS begins: a backend that answers in TLS or in clear text does not miss one.
  if (handshakeComplete(seen.of('tls-with-sni'))) return [];
  if (handshakeComplete(seen.of('tls12/tls-with-sni'))) return [centre(question, 'tls12/')];
  if (handshakeComplete(seen.of('tls-without-sni')) && question.mode === 'http') return withoutName(question);
  // What our library or the backend finds too weak, or nothing in common: does it come about at the lowest level?
  if (failure.kind === 'local' || failure.alert?.number === 40)
    return [centre(question, 'level0/'), centre(question, 'tls-legacy/')];
  const mute = failure.kind === 'reset' || failure.kind === 'closed' || failure.kind === 'timeout';
  const proxied: Way[] = [
    'proxy-v2/',
    'proxy-v1/',
    ...(question.mode === 'tcp' ? [] : (['clear-proxy-v2/', 'clear-proxy-v1/'] as const)),
  ];
  return [
    ...(mute && question.proxy === null ? proxied.map((way) => centre(question, way)) : []),
    ...(failure.kind === 'timeout' ? [] : [centre(question, 'tls-legacy/')]),
  ];
}
