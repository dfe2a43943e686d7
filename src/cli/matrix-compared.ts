import type { MatrixTarget } from '../matrix-types.ts';
import type { CompareOptions } from '../report/matrix/compare-options.ts';
import { type HostJoin, joinByHost } from '../report/matrix/join.ts';
import type { Compare } from './matrix-arguments.ts';
import { openBaseline } from './matrix-baseline.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** What cells are compared with, found out. */
export interface Compared {
  join: HostJoin;
  /** Label of the target that is moved away from; null: cells of an earlier run. */
  label: string | null;
  /** For the headline: what they are called. */
  called: string;
  notes: string[];
}

/** What is known of a run. */
export interface ComparedRun {
  /** null: the pairs bring their own. */
  targets: readonly MatrixTarget[] | null;
  /** Label of the first cell that is asked for; null: not known. */
  first: string | null;
  /** Whether a host belongs to this part of it. */
  keep(host: string): boolean;
  /** What the comparison depends on beside the cells. */
  options: CompareOptions;
}

/**
 * Prepares the comparison.
 * @param compare what was asked for
 * @param run what is known of it
 * @param terminal standard input and Ctrl-C
 * @returns where cells are brought together
 * @throws Refusal with exit code 2 where there is nothing to compare with, 3 for an earlier run that cannot be read
 */
export async function openCompared(
  compare: NonNullable<Compare>,
  { targets, first, keep, options }: ComparedRun,
  terminal: Terminal,
): Promise<Compared> {
  const labels = targets === null ? null : [...new Set(targets.map(({ label }) => label))];
  if (compare.with === 'baseline') {
    const from = await openBaseline(compare.file, { labels, keep }, terminal);
    return {
      join: joinByHost({ ...options, from, targets }),
      label: null,
      called: 'the earlier run',
      notes: from.notes,
    };
  }
  const label = compare.label ?? labels?.[0] ?? first ?? '';
  if (labels !== null && !labels.includes(label))
    throw new Refusal(2, `--from ${label}: there is no such target: ${labels.join(', ')}`);
  if (labels?.length === 1)
    throw new Refusal(2, `--diff compares targets: there is only ${label}`, '--targets old=203.0.113.1,new=10.0.0.5');
  return { join: joinByHost({ ...options, from: label, targets }), label, called: label, notes: [] };
}
