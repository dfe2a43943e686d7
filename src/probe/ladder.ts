import { redirectWalk } from '../catalogue/redirect-walk.ts';
import { view } from '../catalogue/view.ts';
import { barePlan, distinct, haproxyTls, trafficRequest } from '../plan.ts';
import type { Evidence, NamedPlan, Question } from '../types.ts';
import { nextWays } from './ladder-next.ts';
import { ablations, centre } from './way.ts';

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
