import type { MatrixCell } from '../../../src/matrix-types.ts';
import type { MatrixEnding, MatrixFormat } from '../../../src/report/formats/matrix-format.ts';
import { joinByHost } from '../../../src/report/matrix/join.ts';
import { startSummary } from '../../../src/report/matrix/summary.ts';

/** The end of a run of nothing, changed. */
export function ending(changes: Partial<MatrixEnding> = {}): MatrixEnding {
  return {
    summary: startSummary(false).end(1000),
    notes: [],
    tested: 1,
    labels: [],
    from: null,
    interrupted: null,
    ...changes,
  };
}

/**
 * What a form makes of cells.
 * @param format the form
 * @param cells in order
 * @param changes of the ending
 * @param from label of the target compared with; absent: nothing is compared
 */
export function written(
  format: MatrixFormat,
  cells: readonly MatrixCell[],
  changes: Partial<MatrixEnding> = {},
  from?: string,
): string {
  const tally = startSummary(from !== undefined);
  const join = from === undefined ? null : joinByHost({ from, targets: null });
  let text = format.begin();
  for (const cell of cells) {
    tally.cell(cell);
    text += format.cell(cell, false);
    const joined = join?.cell(cell);
    if (joined) {
      tally.joined(joined);
      text += format.joined(joined);
    }
  }
  for (const joined of join?.end() ?? []) {
    tally.joined(joined);
    text += format.joined(joined);
  }
  return text + format.end(ending({ summary: tally.end(2000), tested: cells.length, from: from ?? null, ...changes }));
}
