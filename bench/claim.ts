/** Something measured, and what it may be. */
export interface Claim {
  /** What was measured. */
  what: string;
  measured: number;
  /** null: nothing is claimed of it, it is reported. */
  bound: number | null;
  /** `most`: the bound is the most it may be. */
  kind: 'most' | 'least';
  /** Behind the figure: x, MB, round trips. */
  unit: string;
  /** What it is made of. */
  detail: string;
  /** Times of one thing that should have been alike, apart by more than a quarter. */
  noisy?: boolean;
}

/**
 * Whether what was measured keeps its bound.
 * @param claim the claim
 * @returns false also for what is no number
 */
export function holds({ measured, bound, kind }: Claim): boolean {
  if (bound === null) return true;
  return kind === 'most' ? measured <= bound : measured >= bound;
}

/**
 * A claim as a line.
 * @param claim the claim
 * @returns what was measured, the bound, and whether it is held
 */
export function render(claim: Claim): string {
  const { what, measured, bound, kind, unit, detail, noisy } = claim;
  const verdict = bound === null ? 'seen' : holds(claim) ? 'ok' : 'NOT HELD';
  const claimed = bound === null ? '' : ` (at ${kind} ${bound}${unit})`;
  const figure = `${measured.toFixed(2)}${unit}${claimed}`;
  return `${verdict.padEnd(8)}  ${what}: ${figure}\n          ${detail}${noisy ? '; noisy' : ''}\n`;
}
