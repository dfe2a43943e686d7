import type { CheckOutcome } from '../types.ts';

/**
 * The outcome that most releases give, the others beside it.
 * @param perRelease the outcomes of each release, its likeliest first
 * @param key equal outcomes have equal keys
 * @param merge puts equal ones together
 * @returns the likeliest of all, the others as its alternatives
 */
export function likeliest<T>(
  perRelease: readonly (readonly T[])[],
  key: (outcome: T) => string,
  merge: (a: T, b: T) => T,
): T & { alternatives: T[] } {
  const votes = new Map<string, { outcome: T; count: number }>();
  for (const outcomes of perRelease) {
    outcomes.forEach((outcome, rank) => {
      const known = votes.get(key(outcome));
      const count = (known?.count ?? 0) + (rank === 0 ? 1 : 0);
      votes.set(key(outcome), { outcome: known ? merge(known.outcome, outcome) : outcome, count });
    });
  }
  const [first, ...others] = [...votes.values()].sort((a, b) => b.count - a.count).map(({ outcome }) => outcome);
  return { ...(first as T), alternatives: others };
}

/**
 * One outcome of two that differ in their infos only.
 * @param a one
 * @param b the other
 * @returns the first with the infos of both
 */
export function mergeInfo(a: CheckOutcome, b: CheckOutcome): CheckOutcome {
  return { ...a, info: [...new Set([...a.info, ...b.info])] };
}
