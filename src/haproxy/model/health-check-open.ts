import type { CheckLine } from './health-check-line.ts';
import type { CheckExpect, Unknown } from './types.ts';

/** Why a regular expression leaves a rule open. */
export const notUnderstood = 'a regular expression that is not understood here';

/** What is known of an expect rule on the way through its line. */
export interface ExpectReading {
  line: CheckLine;
  rule: Omit<CheckExpect, 'match'> & { match: CheckExpect['match'] | null };
  unknown: Unknown[];
}

/**
 * Notes that a part of a rule cannot be known before HAProxy checks.
 * @param reading the rule; it is changed
 * @param part which part
 * @param whys why; empty: it is known
 */
export function leaveOpen(
  { rule, unknown }: ExpectReading,
  part: CheckExpect['open'][number],
  whys: readonly Unknown[],
): void {
  if (whys.length === 0) return;
  rule.open = [...rule.open, part];
  unknown.push(...whys.map((why): Unknown => ({ ...why, late: true })));
}
