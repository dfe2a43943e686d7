import type { MatrixCell, MatrixSummary } from '../matrix-types.ts';
import type { MatrixEnding, MatrixFormat } from '../report/formats/matrix-format.ts';
import { isUntested } from '../report/matrix/diff-verdict.ts';
import type { HostJoin, Joined } from '../report/matrix/join.ts';
import type { SummaryTally } from '../report/matrix/summary.ts';
import { type MatrixSeen, matrixSeen } from './exit-code.ts';
import type { MatrixSink } from './matrix-output.ts';
import type { Notes } from './matrix-telling.ts';
import type { Told } from './matrix-told.ts';

/** Where cells go in, and come out in the form asked for. */
export interface MatrixReport {
  /**
   * @param cell any, each once
   * @param old it is of an earlier run
   * @returns null: go on; else what is to be waited for
   */
  cell(cell: MatrixCell, old: boolean): Promise<void> | null;
  /**
   * Writes the rest; a file is put into its place.
   * @returns the counts
   */
  end(ending: Omit<MatrixEnding, 'summary' | 'notes' | 'tested'>): Promise<MatrixSummary>;
  /** The counts so far. */
  summary(): MatrixSummary;
  /** What the exit code rests on. */
  seen: MatrixSeen;
}

/** What a report is made of. */
export interface ReportParts {
  format: MatrixFormat;
  sink: MatrixSink;
  tally: SummaryTally;
  /** null: nothing is compared. */
  join: HostJoin | null;
  /** Whether a host that one side lacks is one that could not be tested: exact pairs need not have all of them. */
  missingCounts: boolean;
  notes: Notes;
  /** Cells are of this run, but for old ones; false: nothing is tested. */
  testing: boolean;
  /** Differences that are not written again; absent: none. */
  told?: Told | null;
}

/**
 * Begins to report.
 * @param parts form, place, counts, comparison
 * @returns where cells go in
 */
export function startReport({
  format,
  sink,
  tally,
  join,
  missingCounts,
  notes,
  testing,
  told,
}: ReportParts): MatrixReport {
  const began = performance.now();
  const seen = matrixSeen(join !== null);
  let tested = 0;
  const tell = (joined: Joined): string => {
    tally.joined(joined);
    for (const diff of joined.diffs) {
      if (isUntested(diff)) seen.unknown();
      else seen.diff(diff);
    }
    if (joined.settled === 'unknown' && missingCounts) seen.unknown();
    return format.joined(told ? { ...joined, diffs: joined.diffs.filter((diff) => !told.has(diff)) } : joined);
  };
  const summary = () => tally.end(Math.round(performance.now() - began));
  void sink.write(format.begin());
  return {
    cell(cell, old) {
      tally.cell(cell);
      if (testing && !old) tested += 1;
      seen.cell(cell);
      const text = format.cell(cell, old);
      const joined = join?.cell(cell) ?? null;
      return sink.write(joined === null ? text : text + tell(joined));
    },
    async end(ending) {
      // Of a run that was cut short nobody knows what is missing.
      if (join !== null && ending.interrupted === null) {
        for (const joined of join.end()) {
          const full = sink.write(tell(joined));
          if (full !== null) await full;
        }
        for (const note of tally.notes()) notes.add(note);
      }
      const counts = summary();
      const full = sink.write(format.end({ ...ending, notes: notes.kept, tested, summary: counts }));
      if (full !== null) await full;
      return counts;
    },
    summary,
    seen,
  };
}
