import { inWords, type Reason, reasons } from './left-alone.ts';
import type { Case, CureRun } from './run.ts';

/** How the cures of a version fare. */
export interface CureNumbers {
  failing: number;
  fixable: number;
  /** Patched, and right on a real HAProxy. */
  right: number;
  /** Patched, and taken by `haproxy -c`. */
  accepted: number;
  /** Words that the patches add, save those that keep what the operator asked for. */
  words: number;
  /** Those without which something fails. */
  needed: number;
  leftAlone: Record<Reason, number>;
  /** A line for everything that is not as it is to be. */
  differences: string[];
}

/**
 * Counts.
 * @param run the cures of a version
 * @returns the numbers
 */
export function numbersOf({ branch, cases, strays }: CureRun): CureNumbers {
  const fixable = cases.filter(({ reason }) => reason === null);
  const needs = fixable.flatMap((one) => one.needs);
  return {
    failing: cases.length,
    fixable: fixable.length,
    right: fixable.filter(({ wrong }) => wrong === null).length,
    accepted: fixable.filter(({ patched, mended }) => patched && mended).length,
    words: needs.length,
    needed: needs.filter(({ without }) => without !== null).length,
    leftAlone: Object.fromEntries(
      reasons.map((reason) => [reason, cases.filter((one) => one.reason === reason).length]),
    ) as Record<Reason, number>,
    differences: [...strays, ...cases.flatMap(differencesOf)].map((text) => `${branch} ${text}`),
  };
}

function differencesOf({ cell, reason, patched, wrong, needs }: Case): string[] {
  const { name } = cell;
  const patch = patched?.edits.map(({ text }) => text).join('; ');
  if (reason !== null) return patched ? [`${name} is to be left alone (${inWords[reason]}), and yet: ${patch}`] : [];
  if (wrong !== null) return [`${name}: ${wrong}${patched ? `, with ${patch}` : ''}`];
  return needs
    .filter(({ without }) => without === null)
    .map(({ label }) => `${name}: all is well without ${label}, in ${patch}`);
}
