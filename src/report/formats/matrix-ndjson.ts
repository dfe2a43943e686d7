import { escapeJson } from '../escape.ts';
import type { MatrixFormat } from './matrix-format.ts';

/** What needs no second look: the search for what a terminal would act on costs more than the JSON itself. */
const harmless = /^[\x20-\x7e]*$/;

/**
 * JSON on one line.
 * @param value anything that JSON can hold
 * @returns without characters that a terminal would act on, and without a line feed
 */
export function compactJson(value: unknown): string {
  const text = JSON.stringify(value);
  return harmless.test(text) ? text : escapeJson(text);
}

/**
 * One line a cell, as it is known, and one a difference. Cells of an earlier run stand in its file already: old and new
 * lines together are the whole.
 * @returns the form
 */
export function matrixNdjson(): MatrixFormat {
  return {
    begin: () => '',
    cell: (cell, old) => (old ? '' : `${compactJson(cell)}\n`),
    joined: ({ diffs }) => diffs.map((diff) => `${compactJson(diff)}\n`).join(''),
    end: () => '',
  };
}
