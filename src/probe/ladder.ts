import { redirectWalk } from '../catalogue/redirect-walk.ts';
import { redirectTarget, type View, view, type Way } from '../catalogue/view.ts';
import { handshakeComplete } from '../observation.ts';
import { barePlan, defaultHost, distinct, haproxyTls, trafficRequest } from '../plan.ts';
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
    ...(seen.way === null && !question.gentle ? unexplained(seen) : []),
    ...(seen.way !== null ? forwarded(seen, seen.way) : []),
  ];
}

/** What `--plan` says of the connections that only some backends bring about. */
export const laterPlans = [
  'each step of a redirect of the plain port, to the target address whatever host it names (at most 5)',
  'the needs again around clear text, ALPN, HTTP/2 or TLS 1.2, where only that is answered',
  'TLS 1.0 and a PROXY header, where nothing else is answered',
  'X-Forwarded-Proto: https, where the answer is a redirect to https',
  'the check and the traffic of the recommended directives, where not among the above',
] as const;

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
  'tls12/': { label: 'TLS 1.2 only', tls: { maxVersion: 'TLSv1.2' } },
  'tls-legacy/': {
    label: 'TLS 1.0 and 1.1',
    tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', securityLevel: 0 },
  },
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
        servername: change.sni === undefined ? question.sni : change.sni,
        certificate: change.certificate === null ? null : question.certificate,
        caFile: question.caFile,
        ...manner.tls,
      };
  const request = change.request ?? null;
  return {
    ...barePlan(question),
    proxy: change.proxy === null ? null : (manner.proxy ?? question.proxy),
    tls,
    request: request && manner.h2 ? { ...request, byAlpn: true } : request,
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
  return distinct(
    list.map(([id, title, change]) => ({
      id: way + id,
      title: label ? `${title}, ${label}` : title,
      plan: plan(question, way, change),
    })),
  );
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
  return [
    {
      id: `${way}traffic-forwarded-proto`,
      title: 'traffic, X-Forwarded-Proto: https',
      plan: plan(question, way, { request: trafficRequest(question.method, question.path, host, true) }),
    },
  ];
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
