import { mayBeGrpc, speaksClearHttp2 } from '../catalogue/answers/grpc.ts';
import { openings } from '../catalogue/answers/services.ts';
import { forwardedHeaders } from '../catalogue/forwarded-headers.ts';
import { isRefused } from '../catalogue/needs/curves.ts';
import { forwardedId } from '../catalogue/needs/forwarded-proto.ts';
import { canonicalName, redirectsToHttps, redirectTarget, type View, type Way, withAgent } from '../catalogue/view.ts';
import { handshakeComplete } from '../observation.ts';
import { checkAgent, defaultHost, largeHello, trafficRequest } from '../plan.ts';
import type { NamedPlan, Question, RequestPlan } from '../types.ts';
import { ablations, centre, checkRequest, plan } from './way.ts';

/**
 * The plans that a way of speaking calls for, or that none was found.
 * @param seen what was seen so far
 * @returns plans, some of which may have been performed already
 */
export function nextWays(seen: View): NamedPlan[] {
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

/** Whether the site is served where its name is not sent, and that it is this site. */
function withoutName(question: Question): NamedPlan[] {
  const wanted = ['nameless/http-with-host', 'nameless/http-other-host'];
  return ablations(question, 'nameless/').filter(({ id }) => wanted.includes(id));
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
