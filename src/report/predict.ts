import { refusal } from '../catalogue/needs/curves.ts';
import type { View } from '../catalogue/view.ts';
import { redirectsToHttps } from '../catalogue/view.ts';
import { meetsExpect } from '../expect.ts';
import { checkOutcomes } from '../haproxy/check-outcomes.ts';
import { offersPostQuantum, withLargeHello } from '../haproxy/post-quantum.ts';
import { sends } from '../haproxy/sends.ts';
import type { Settings } from '../haproxy/settings.ts';
import { checkLines, serverLine, setHeaderLines } from '../haproxy/text.ts';
import { trafficOutcomes } from '../haproxy/traffic-outcomes.ts';
import { expand, type HaproxyVersion } from '../haproxy/versions.ts';
import { largeHello } from '../plan.ts';
import type { CheckOutcome, Observation, Plan, Prediction, TrafficOutcome } from '../types.ts';
import { likeliest, mergeInfo } from './likeliest.ts';

/** What settings come to, as far as the evidence tells. */
export interface Foretold {
  prediction: Prediction;
  /** Whether, on every version meant, the check is up and traffic gets what is expected. */
  passes: boolean;
  /** What is verified of the backend: equal strings are equally safe. */
  safety: string;
}

/**
 * What HAProxy does and logs with given settings.
 * @param settings effective settings
 * @param version one version, or `any`
 * @param view the evidence
 * @returns the prediction, or the plans whose observations it lacks
 */
export function foretell(settings: Settings, version: HaproxyVersion, view: View): Foretold | { missing: Plan[] } {
  const missing: Plan[] = [];
  const checks: CheckOutcome[][] = [];
  const traffics: TrafficOutcome[][] = [];
  const evidence = new Set<string>();
  const safety: unknown[] = [];
  let passes = true;
  for (const release of expand(version)) {
    const sent = sends(settings, release, view.question);
    safety.push([settings.verify, sent.check.legs[0]?.trust.name, sent.traffic.trust.name]);
    const check = observed(sent.check.legs[0]?.plan ?? null, release, view, missing);
    // Clients whose TLS is passed through bring their own libraries.
    const traffic = observed(sent.traffic.plan, settings.mode === 'tcp' ? null : release, view, missing);
    if (!check[0] || !traffic[0]) continue;
    evidence.add(check[0].id).add(traffic[0].id);
    const checkOutcome = check.flatMap((o) => checkOutcomes(sent.check, [o], release));
    const trafficOutcome = traffic.flatMap((o) => trafficOutcomes(sent.traffic, o, settings.mode, release));
    checks.push(checkOutcome);
    traffics.push(trafficOutcome);
    passes &&=
      checkOutcome[0]?.up === true &&
      !view.anotherSite(check[0]) &&
      trafficPasses(trafficOutcome[0], traffic[0], view, settings.mode);
  }
  if (missing.length > 0) return { missing };
  return {
    prediction: {
      directives: [...setHeaderLines(settings), ...checkLines(settings, version), serverLine(settings)].join('\n'),
      check: likeliest(checks, (o) => `${o.status} ${o.code}`, mergeInfo),
      traffic: likeliest(
        traffics,
        (o) => `${o.status} ${o.termination}`,
        (a) => a,
      ),
      evidence: [...evidence],
    },
    passes,
    safety: JSON.stringify(safety),
  };
}

/**
 * The observation of a plan, and beside it what builds see whose OpenSSL is more lenient: its default security level
 * was 1 before 3.2, and is 2 on Debian in every version. Where the large ClientHello of newer builds is not taken, those
 * of a release that sends one see that.
 */
function observed(plan: Plan | null, release: HaproxyVersion | null, view: View, missing: Plan[]): Observation[] {
  if (plan === null) return [];
  const plans = [plan];
  const strict = view.find(plan);
  if (strict?.failure?.kind === 'local' && plan.tls?.securityLevel === 2) {
    plans.push({ ...plan, tls: { ...plan.tls, securityLevel: 1 } });
  }
  const found = plans.map((p) => view.find(p));
  missing.push(...plans.filter((_, i) => found[i] === undefined));
  if (!found.every((o) => o !== undefined)) return [];
  const hello = release && offersPostQuantum(release) && refusal(view) ? largeHello(plan) : null;
  if (hello === null) return found;
  const large = view.find(hello);
  if (large === undefined) missing.push(hello);
  return large === undefined ? [] : found.map((o) => withLargeHello(o, [large]));
}

function trafficPasses(
  outcome: TrafficOutcome | undefined,
  seen: Observation,
  view: View,
  mode: Settings['mode'],
): boolean {
  if (!outcome) return false;
  if (mode === 'tcp') return outcome.termination === '--';
  const met = outcome.status !== null && meetsExpect(view.question.expect, outcome.status);
  return met && !view.anotherSite(seen) && !redirectsToHttps(seen);
}
