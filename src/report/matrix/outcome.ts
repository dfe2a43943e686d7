import type { MoveJudgement } from '../../matrix-types.ts';

/** How a host stands: the worst of its differences; `unknown`: a side could not be tested, or is missing. */
export type HostOutcome = 'same' | MoveJudgement | 'unknown';

const rank: Record<HostOutcome, number> = { same: 0, harmless: 1, look: 2, unknown: 3, blocks: 4 };

/**
 * The worse of two outcomes: what blocks does so whatever else is not known.
 * @param a one; null: there is none yet
 * @param b another
 * @returns the worse
 */
export function worstOutcome(a: HostOutcome | null, b: HostOutcome): HostOutcome {
  return a !== null && rank[a] >= rank[b] ? a : b;
}
