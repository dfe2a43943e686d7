import type { CheckPrediction, CheckSends, TrafficPrediction } from '../../check-types.ts';
import { checkOutcomes } from '../../haproxy/check-outcomes.ts';
import { has } from '../../haproxy/model/setting.ts';
import type { ProxySection } from '../../haproxy/model/types.ts';
import { offersPostQuantum, withLargeHello } from '../../haproxy/post-quantum.ts';
import { relocated } from '../../haproxy/request/rules/error-location.ts';
import type { CheckSent, Seen, TrafficSent } from '../../haproxy/sent.ts';
import { trafficOutcomes } from '../../haproxy/traffic-outcomes.ts';
import { type HaproxyVersion, since } from '../../haproxy/versions.ts';
import { handshakeComplete } from '../../observation.ts';
import { largeHello } from '../../plan.ts';
import { requestText } from '../../request-text.ts';
import type { CheckOutcome, Observation, Plan, TrafficOutcome } from '../../types.ts';
import type { Target } from './target.ts';

/** What is known of a plan: what was seen, or under several settings of the TLS library; empty: nothing was asked. */
export type Find = (plan: Plan) => readonly Observation[];

/** What one release makes of what was seen. */
export interface Outcomes {
  check: CheckOutcome[];
  traffic: TrafficOutcome[][];
  /** What reaches the server of each client; null: nothing, or it is not known. */
  plans: (Plan | null)[];
  seen: Seen;
}

/**
 * What HAProxy of one release reports.
 * @param target the server
 * @param find what was seen
 * @returns the outcomes, empty where they are not known
 */
export function outcomes({ sent, proxy, version }: Target, find: Find): Outcomes {
  const legs = sent.check?.legs.map(({ plan }) => seenBy(version, plan, find)) ?? [];
  const plans = sent.traffic.map((one) => chosenPlan(one, find));
  const traffic = plans.map((plan, i) => {
    if (!plan) return [];
    // Clients whose TLS is passed through bring their own libraries.
    return sent.traffic[i]?.passed ? find(plan) : seenBy(version, plan, find);
  });
  const variants = Math.max(1, ...legs.map((seen) => seen.length));
  const { check } = sent;
  return {
    // Builds whose TLS library is more lenient see something else: each sees all connections with the same eyes.
    check: check
      ? Array.from({ length: variants }, (_, i) => legs.map((seen) => seen[i] ?? seen[0])).flatMap((seen) =>
          checkOutcomes(check, seen, version),
        )
      : [],
    traffic: sent.traffic.map((one, i) => {
      if (one.ended) return [one.ended];
      // Clients of a passthrough send a name; which one is not known.
      const nameless = one.passed && one.host === null && plans[i]?.tls != null;
      if (nameless && !traffic[i]?.every(handshakeComplete)) return [];
      const mode = proxy.mode === 'tcp' ? 'tcp' : 'http';
      return (traffic[i] ?? []).flatMap((seen) =>
        trafficOutcomes(one, seen, mode, version).map((outcome) => finished(outcome, one, proxy, version)),
      );
    }),
    plans,
    seen: { check: legs.map(([seen]) => seen ?? null), traffic: traffic.map(([seen]) => seen ?? null) },
  };
}

/** What a release sees of a plan, whose usual builds may send a large ClientHello. */
function seenBy(version: HaproxyVersion, plan: Plan, find: Find): readonly Observation[] {
  const hello = offersPostQuantum(version) ? largeHello(plan) : null;
  if (hello === null) return find(plan);
  const large = [...find(hello), ...find({ ...hello, again: true })];
  return find(plan).map((seen) => withLargeHello(seen, large));
}

/** What of the proxy's own stands in for an error of HAProxy's, and in the termination state of any answer. */
function finished(
  outcome: TrafficOutcome,
  { cookie }: TrafficSent,
  proxy: ProxySection,
  version: HaproxyVersion,
): TrafficOutcome {
  if (proxy.mode !== 'http') return outcome;
  const { termination } = outcome;
  // From 2.8 on only errors of the connection are sent elsewhere (measured on 2.6.12 and 3.2.26).
  const own = /^sC|^SC/.test(termination) || (termination !== '----' && !since(version, '2.8'));
  const said = own ? relocated(outcome, proxy) : outcome;
  if (cookie === null) return said;
  return { ...said, termination: `${termination.slice(0, 2)}${termination.startsWith('--') ? cookie : 'NN'}` };
}

/**
 * What of two ways to pass a client's bytes through is the one: clients of a server that speaks TLS do so too; where it
 * does not, they speak clear text.
 * @param sent what it becomes
 * @param find what was seen
 * @returns the plan; null: nothing is sent, or only the server can tell and was not asked
 */
function chosenPlan({ plan, orClear }: TrafficSent, find: Find): Plan | null {
  if (!plan || !orClear) return plan;
  const [seen] = find(plan);
  if (!seen) return null;
  return handshakeComplete(seen) || seen.failure?.kind === 'alert' ? plan : orClear;
}

/**
 * The prediction for a check.
 * @param target the server
 * @param outcomes of one or several releases, merged: the likeliest and its alternatives; null: not known
 * @param seen what the check met
 * @returns as `check --format json` has it
 */
export function checkPrediction(
  { sent, server }: Target,
  outcome: (CheckOutcome & { alternatives: CheckOutcome[] }) | null,
  seen: Seen,
): CheckPrediction {
  const checked = has(server, 'check') && !has(server, 'disabled');
  return {
    status: outcome?.status ?? null,
    code: outcome?.code ?? null,
    info: outcome?.info ?? [],
    up: checked ? (outcome?.up ?? null) : null,
    alternatives: outcome?.alternatives ?? [],
    sends: sent.check && checkSendsOf(sent.check),
    ms: seen.check.reduce<number | null>((sum, one) => (one ? (sum ?? 0) + one.ms : sum), null),
  };
}

function checkSendsOf({ legs }: CheckSent): CheckSends | null {
  const [leg] = legs;
  if (!leg) return null;
  const { port, tls, proxy, request, dialogue } = leg.plan;
  const bytes = dialogue?.flatMap((step) => ('send' in step ? [step.send] : [])).join('') || null;
  return {
    port,
    tls: tls !== null,
    sni: tls?.servername ?? null,
    alpn: tls && tls.alpn.length > 0 ? tls.alpn.join(',') : null,
    proxyProtocol: proxy,
    request: request ? requestText(request) : bytes,
  };
}

/**
 * The prediction for a client's request.
 * @param sent whose it is
 * @param plan what reaches the server
 * @param outcome as of {@link checkPrediction}
 * @returns as `check --format json` has it
 */
export function trafficPrediction(
  { host }: TrafficSent,
  plan: Plan | null,
  outcome: (TrafficOutcome & { alternatives: TrafficOutcome[] }) | null,
): TrafficPrediction {
  const headers = plan?.request?.headers ?? [];
  return {
    host,
    status: outcome?.status ?? null,
    termination: outcome?.termination ?? null,
    alternatives: outcome?.alternatives ?? [],
    sends: plan && {
      tls: plan.tls !== null,
      sni: plan.tls?.servername ?? null,
      host: headers.find(([name]) => name === 'host')?.[1] ?? null,
    },
  };
}
