import { failedBeforeRequest } from '../observation.ts';
import { transportKey } from '../plan.ts';
import type { Observation } from '../types.ts';

/**
 * Connections that were made in exactly the same way, up to the request, and of which some stood and some did not:
 * that is not a matter of what was sent.
 * @param observations of one run
 * @returns those that stood and those that did not; null: nothing contradicts
 */
export function contradiction(
  observations: readonly Observation[],
): { stood: Observation[]; failed: Observation[] } | null {
  const groups = new Map<string, Observation[]>();
  for (const o of observations) {
    if (o.outcome === 'skipped') continue;
    const key = transportKey(o.plan);
    groups.set(key, [...(groups.get(key) ?? []), o]);
  }
  for (const group of groups.values()) {
    const stood = group.filter((o) => !failedBeforeRequest(o));
    const slowest = Math.max(...stood.map(({ ms }) => ms));
    // Of a slow backend some are given up sooner than others stand: that is our own impatience.
    const failed = group.filter((o) => failedBeforeRequest(o) && !(o.failure?.kind === 'timeout' && o.ms < slowest));
    if (failed.length > 0 && stood.length > 0) return { stood, failed };
  }
  return null;
}
