import type { Subject } from '../../catalogue/lint.ts';
import { sameAnswer } from '../../catalogue/view.ts';
import type { TrafficSent } from '../../haproxy/sent.ts';
import { planKey } from '../../plan.ts';
import type { Plan } from '../../types.ts';
import type { Find } from './outcome.ts';
import type { Target } from './target.ts';

/**
 * The connections that tell whether a backend needs the rules that people add out of habit.
 * @param target the server
 * @returns plans that differ from those of traffic as it is
 */
export function sparePlans({ without, sent }: Target): Plan[] {
  return without.flatMap(({ traffic }) =>
    traffic.flatMap((one, i) => (one.plan && !samePlan(one, sent.traffic[i]) ? [one.plan] : [])),
  );
}

/**
 * The rules that a backend does not need, as far as was seen.
 * @param target the server
 * @param find what was seen; null: nothing was asked
 * @returns the rules, and whether they make no difference to what is sent
 */
export function spareRules({ without, sent }: Target, find: Find | null): Subject['spare'] {
  return without.flatMap(({ rule, traffic }): Subject['spare'] => {
    if (traffic.every((one, i) => samePlan(one, sent.traffic[i]))) return [{ rule, sameRequest: true }];
    if (!find || !traffic.every((one, i) => answersAlike(one, sent.traffic[i], find))) return [];
    return [{ rule, sameRequest: false }];
  });
}

function samePlan(a: TrafficSent, b: TrafficSent | undefined): boolean {
  return a.plan !== null && b?.plan != null && planKey(a.plan) === planKey(b.plan);
}

function answersAlike(a: TrafficSent, b: TrafficSent | undefined, find: Find): boolean {
  if (a.plan === null || b?.plan == null) return false;
  const [without] = find(a.plan);
  const [withRule] = find(b.plan);
  return (withRule?.http?.status ?? 500) < 400 && sameAnswer(without, withRule);
}
