import { planKey } from '../plan.ts';
import type { Evidence, FailureKind, Observation } from '../types.ts';

/**
 * Makes one evidence of several runs of the same question: of each connection what came most often, and how often it
 * failed.
 * @param runs at least one, in the order in which they were made
 * @returns the first run itself where it is the only one
 */
export function mergeRuns(runs: readonly Evidence[]): Evidence {
  const [first] = runs;
  if (!first) throw new Error('no run');
  if (runs.length === 1) return first;
  const byPlan = grouped(runs.flatMap(({ observations }) => observations));
  return {
    ...first,
    observations: [...byPlan.values()].map(usual),
    connections: runs.reduce((sum, { connections }) => sum + connections, 0),
    ms: runs.reduce((sum, { ms }) => sum + ms, 0),
    repeats: [...byPlan.values()].map((seen) => {
      const failed = seen.filter(({ outcome }) => outcome === 'failed');
      const kinds = new Set(failed.map(({ failure }) => failure?.kind).filter((kind): kind is FailureKind => !!kind));
      return { id: seen[0]?.id ?? '', runs: seen.length, failed: failed.length, kinds: [...kinds] };
    }),
  };
}

function grouped(observations: readonly Observation[]): Map<string, Observation[]> {
  const groups = new Map<string, Observation[]>();
  for (const observation of observations) {
    const key = planKey(observation.plan);
    const group = groups.get(key);
    if (group) group.push(observation);
    else groups.set(key, [observation]);
  }
  return groups;
}

/**
 * The first of those that came most often: equal outcome, kind of failure and status. What passed once is no need that
 * was not met: how often it failed otherwise stands in `repeats`.
 */
function usual(all: readonly Observation[]): Observation {
  const passed = all.filter(({ outcome }) => outcome === 'passed');
  const seen = passed.length > 0 ? passed : all;
  const sign = ({ outcome, failure, http }: Observation) => `${outcome} ${failure?.kind} ${http?.status}`;
  const counts = new Map<string, number>();
  for (const observation of seen) counts.set(sign(observation), (counts.get(sign(observation)) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return seen.find((observation) => counts.get(sign(observation)) === most) as Observation;
}
