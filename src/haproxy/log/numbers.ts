import { type Cursor, integer } from './cursor.ts';

const slash = 47;
const plus = 43;

/** Numbers with slashes between them, and which of them, if any, had a plus before it. */
export interface Numbers {
  values: number[];
  /** Index of a number with a `+` before it; -1: none has. */
  plusAt: number;
}

/**
 * Reads `0/0/1/-1/+5`.
 * @param cursor the place, moved behind the last of them
 * @param most how many there may be
 * @returns the numbers; null: one is missing or there are more
 */
export function readNumbers(cursor: Cursor, most: number): Numbers | null {
  const { text } = cursor;
  const values: number[] = [];
  let plusAt = -1;
  for (;;) {
    if (text.charCodeAt(cursor.at) === plus) {
      plusAt = values.length;
      cursor.at++;
    }
    const value = integer(cursor);
    if (value === null || values.length === most) return null;
    values.push(value);
    if (text.charCodeAt(cursor.at) !== slash) return { values, plusAt };
    cursor.at++;
  }
}
