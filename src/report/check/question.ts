import { redirectsToHttps } from '../../catalogue/view.ts';
import { isExpect, plainStatusList } from '../../expect.ts';
import type { Observation, Question, TrafficOutcome } from '../../types.ts';
import type { Outcomes } from './outcome.ts';
import type { Target } from './target.ts';

/**
 * Whether a server is to be talked to stage by stage: its check fails, or a client's request does, or its clients go
 * round.
 * @param target the server
 * @param outcomes what HAProxy reports, of one release
 * @returns false where everything passes, or where nothing is known
 */
export function fails(target: Pick<Target, 'overTls'>, { check, traffic, plans, seen }: Outcomes): boolean {
  if (check[0]?.up === false) return true;
  return (
    // What HAProxy answers by itself no backend can explain.
    traffic.some(([outcome], i) => plans[i] != null && outcome !== undefined && trafficFails(outcome)) ||
    seen.traffic.some((one) => goesRound(target, one))
  );
}

/**
 * Whether a client that came over TLS is sent to https again, for ever.
 * @param target the server
 * @param seen what its request met
 * @returns false where nothing was asked
 */
export function goesRound({ overTls }: Pick<Target, 'overTls'>, seen: Observation | null | undefined): boolean {
  return overTls && redirectsToHttps(seen ?? undefined);
}

/**
 * Whether a client gets an error.
 * @param outcome what it gets
 * @returns true for 4xx and 5xx, and for bytes that were not passed through
 */
export function trafficFails({ status, termination }: TrafficOutcome): boolean {
  return status === null ? termination !== '--' : status >= 400;
}

/**
 * What to ask of the backend of a server that fails.
 * @param target the server
 * @param outcomes what HAProxy reports of it
 * @param timeout of one connection, in ms
 * @returns the question of `probe`; null: nothing is known to connect to
 */
export function questionOf({ sent, proxy, address }: Target, outcomes: Outcomes, timeout: number): Question | null {
  const traffic = sent.traffic.find(({ plan }) => plan !== null);
  const leg = sent.check?.legs[0];
  // A check that fails by itself goes elsewhere, perhaps.
  const checkAlone = outcomes.check[0]?.up === false && !outcomes.traffic.some(([one]) => one && trafficFails(one));
  const plan = checkAlone ? leg?.plan : (traffic?.plan ?? leg?.plan);
  if (!plan || address === null) return null;
  const hosts = [sent.traffic[0]?.host ?? null, hostOf(leg?.plan.request ?? null), leg?.plan.tls?.servername ?? null];
  const host = hosts.find((name) => name !== null && name !== undefined) ?? null;
  const bare = host?.replace(/:\d+$/, '') ?? null;
  const tls = traffic?.plan?.tls ?? leg?.plan.tls;
  return {
    address: plan.address,
    port: plan.port,
    httpPort: null,
    host: bare,
    sni: bare,
    hostHeader: bare,
    publicHost: null,
    path: leg?.plan.request?.path ?? '/',
    method: leg?.plan.request?.method === 'OPTIONS' ? 'GET' : (leg?.plan.request?.method ?? 'GET'),
    expect: expectOf(leg?.rules ?? []),
    forwardedProto: false,
    mode: proxy.mode === 'tcp' ? 'tcp' : 'http',
    proxy: null,
    certificate: tls?.certificate ?? null,
    caFile: tls?.caFile ?? null,
    source: null,
    timeout,
    gentle: false,
  };
}

type Leg = NonNullable<Target['sent']['check']>['legs'][number];

/** The status that the check expects, where that is all it does and can be said of a status alone. */
function expectOf(rules: Leg['rules']): string | null {
  for (const { match, negated, ...rule } of rules.filter((rule) => rule.action === 'expect')) {
    if (rule.implicit || (match.kind !== 'status' && match.kind !== 'rstatus')) continue;
    const wanted = match.kind === 'status' ? plainStatusList(match.list) : match.pattern;
    const words = `${negated ? '! ' : ''}${match.kind} ${wanted}`;
    return isExpect(words) ? words : null;
  }
  return null;
}

function hostOf(request: Observation['plan']['request']): string | null {
  return request?.headers.find(([name]) => name === 'host')?.[1] ?? null;
}
