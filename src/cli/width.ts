/**
 * The columns that a text takes. Stands in for `string-width` in the bundled command: everything that is printed is
 * printable ASCII and colour sequences, and the tables of emoji cost half of the start-up time.
 * @param text one line
 * @returns columns
 */
export default function width(text: string): number {
  return stripColor(text).length;
}

/**
 * Stands in for `strip-ansi`.
 * @param text text with colour sequences
 * @returns text without
 */
export function stripColor(text: string): string {
  const [first = '', ...others] = text.split('\u001b[');
  return first + others.map((piece) => piece.replace(/^[\d;]*m/, '')).join('');
}
