import type { Both, Difference } from '../../catalogue/upgrades/upgrade.ts';
import type { CheckPrediction, TrafficPrediction } from '../../check-types.ts';
import { has } from '../../haproxy/model/setting.ts';
import type { Plan } from '../../types.ts';
import { checkPrediction, type Find, outcomes, trafficPrediction } from '../check/outcome.ts';
import type { Target } from '../check/target.ts';
import { likeliest, mergeInfo } from '../likeliest.ts';
import { differences } from './differences.ts';

/** One server at one address as both versions read it; null: a version does not have it. */
export interface Pair extends Both<Target | null> {
  key: string;
}

/** What HAProxy of one version reports of a server. */
export interface Reported {
  check: CheckPrediction;
  traffic: TrafficPrediction[];
  /** What is sent of each client, in the order of `traffic`; null: nothing, or it is not known. */
  plans: (Plan | null)[];
}

/**
 * Brings together what is the same server.
 * @param from servers as the first version reads them
 * @param to as the second does
 * @returns a pair for each, in the order of the first
 */
export function pairs(from: readonly Target[], to: readonly Target[]): Pair[] {
  const second = new Map(to.map((target) => [target.key, target]));
  const first = new Set(from.map(({ key }) => key));
  return [
    ...from.map((target) => ({ key: target.key, from: target, to: second.get(target.key) ?? null })),
    ...to.filter(({ key }) => !first.has(key)).map((target) => ({ key: target.key, from: null, to: target })),
  ];
}

/**
 * What HAProxy reports of a server.
 * @param target the server, for one release
 * @param find what was seen; null: nothing was asked
 * @returns its check and its traffic, with null where nothing is known
 */
export function reportedOf(target: Target, find: Find | null): Reported {
  const all = outcomes(target, find ?? (() => []));
  const check = all.check.length > 0 ? likeliest([all.check], (one) => `${one.status} ${one.code}`, mergeInfo) : null;
  return {
    check: checkPrediction(target, check, all.seen),
    traffic: target.sent.traffic.map((sent, i) => {
      const own = all.traffic[i] ?? [];
      const plan = all.plans[i] ?? null;
      const merged = likeliest(
        [own],
        (one) => `${one.status} ${one.termination}`,
        (one) => one,
      );
      return trafficPrediction(sent, plan, own.length > 0 ? merged : null);
    }),
    plans: all.plans.map((plan, i) => plan ?? target.sent.traffic[i]?.plan ?? null),
  };
}

/**
 * Whether a server has a check that HAProxy runs.
 * @param target the server
 * @returns true also where what it sends is not known
 */
export function isChecked({ server }: Target): boolean {
  return has(server, 'check') && !has(server, 'disabled') && !has(server, 'track');
}

/** One conversation with a server under both versions. */
export interface Conversation {
  of: 'check' | 'traffic';
  /** The name that the client asks for; null: none is known, or it is the check. */
  host: string | null;
  /** Place of the client among those of each version; -1: it is the check, or a version does not have it. */
  row: Both<number>;
  differences: Difference[];
}

/**
 * The conversations with a server that both versions have.
 * @param from the server under the first version
 * @param to under the second
 * @param reported of both
 * @returns its check, where one of them has it, and each client
 */
export function conversations(from: Target, to: Target, reported: Both<Reported>): Conversation[] {
  const plansOfCheck = ({ sent }: Target) => sent.check?.legs.map(({ plan }) => plan) ?? [];
  const check: Conversation = {
    of: 'check',
    host: null,
    row: { from: -1, to: -1 },
    differences: differences(plansOfCheck(from), plansOfCheck(to)),
  };
  const clients = reported.from.traffic.flatMap(({ host }, i): Conversation[] => {
    const other = reported.to.traffic.findIndex((row) => row.host === host);
    if (other < 0) return [];
    const plans = [reported.from.plans[i] ?? null, reported.to.plans[other] ?? null];
    const [a, b] = plans.map((plan) => (plan ? [plan] : []));
    return [{ of: 'traffic', host, row: { from: i, to: other }, differences: differences(a ?? [], b ?? []) }];
  });
  return [...(isChecked(from) || isChecked(to) ? [check] : []), ...clients];
}
