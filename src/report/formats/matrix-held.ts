import type { MatrixEnding, MatrixFormat } from './matrix-format.ts';
import { type RowsAsked, startRows } from './matrix-rows.ts';
import { type MatrixShown, shownOf } from './matrix-shown.ts';

/**
 * A form for people: nothing before the end, since the answer comes first.
 * @param asked how much to say, and whether bodies were compared
 * @param write lays out what is shown
 * @returns the form
 */
export function heldToTheEnd(
  asked: RowsAsked & { body: boolean },
  write: (shown: MatrixShown, ending: MatrixEnding) => string,
): MatrixFormat {
  const rows = startRows(asked);
  return {
    begin: () => '',
    cell(cell) {
      rows.cell(cell);
      return '';
    },
    joined(joined) {
      rows.joined(joined);
      return '';
    },
    end: (ending) => write(shownOf(rows, ending, asked), ending),
  };
}
