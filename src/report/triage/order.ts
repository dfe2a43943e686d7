import { faults } from '../../catalogue/faults/index.ts';
import { lints } from '../../catalogue/lints/index.ts';
import { lives } from '../../catalogue/live/index.ts';
import { needs } from '../../catalogue/needs/index.ts';
import type { Severity } from '../../types.ts';

/** Every code in the order in which it is to be looked at: who does not get in meets nothing else. */
const places = new Map([...lives, ...needs, ...faults, ...lints].map(({ code }, place) => [code, place]));

export const ranks: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/**
 * Compares two causes.
 * @param a a cause
 * @param b another one
 * @returns less than 0 where the first is met first; errors stand before everything else
 */
export function firstMet(a: { code: string; severity: Severity }, b: { code: string; severity: Severity }): number {
  return ranks[a.severity] - ranks[b.severity] || placeOf(a.code) - placeOf(b.code);
}

function placeOf(code: string): number {
  return places.get(code) ?? places.size;
}
