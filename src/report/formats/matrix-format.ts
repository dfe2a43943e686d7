import type { MatrixCell, MatrixSummary } from '../../matrix-types.ts';
import type { Joined } from '../matrix/join.ts';

/** A form in which the results of `matrix` are written: text to be appended, as they come in. */
export interface MatrixFormat {
  /** What comes before the first result. */
  begin(): string;
  /** A cell, in whatever order they come; those of an earlier run are `old`. */
  cell(cell: MatrixCell, old: boolean): string;
  /** What a cell, or the end, told of a comparison. */
  joined(joined: Joined): string;
  end(ending: MatrixEnding): string;
}

/** What is known at the end. */
export interface MatrixEnding {
  summary: MatrixSummary;
  /** What was said on the way: one line each, printable. */
  notes: readonly string[];
  /** How many cells this run tested itself: the others are of an earlier one. */
  tested: number;
  /** Labels of the targets as they were given; those that are not among them follow. */
  labels: readonly string[];
  /** Label of the target that is moved away from; null: nothing is compared. */
  from: string | null;
  /** Ctrl-C; null: it came to its end. */
  interrupted: Interrupted | null;
}

/** How far it came, and how to go on. */
export interface Interrupted {
  /** How many cells there were to be; null: not known. */
  total: number | null;
  /** What to do; null: there is no way. */
  next: string | null;
}
