/** A place in a line that is being read. Each function below reads on from it, or leaves it where it is. */
export interface Cursor {
  readonly text: string;
  at: number;
}

const zero = 48;
const minus = 45;

/**
 * Reads exact words.
 * @param cursor the place
 * @param words what is to stand there
 * @returns whether it did
 */
export function literal(cursor: Cursor, words: string): boolean {
  if (!cursor.text.startsWith(words, cursor.at)) return false;
  cursor.at += words.length;
  return true;
}

/**
 * Reads up to an end, and the end too.
 * @param cursor the place
 * @param end what follows
 * @returns what stands before it; null: it does not come
 */
export function upTo(cursor: Cursor, end: string): string | null {
  const found = cursor.text.indexOf(end, cursor.at);
  if (found === -1) return null;
  const read = cursor.text.slice(cursor.at, found);
  cursor.at = found + end.length;
  return read;
}

/**
 * Reads a whole number, with or without a minus.
 * @param cursor the place
 * @returns the number; null: there is none
 */
export function integer(cursor: Cursor): number | null {
  const { text } = cursor;
  const negative = text.charCodeAt(cursor.at) === minus;
  const first = negative ? cursor.at + 1 : cursor.at;
  let value = 0;
  let at = first;
  for (; at < text.length && at - first < 20; at++) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === first) return null;
  cursor.at = at;
  return negative ? -value : value;
}

/**
 * Reads a whole number that something follows: at the end of a line that was cut, digits may be missing.
 * @param cursor the place
 * @param end what follows, read too
 * @returns the number; null: there is none, or it is not followed by that
 */
export function integerBefore(cursor: Cursor, end: string): number | null {
  const start = cursor.at;
  const value = integer(cursor);
  if (value !== null && literal(cursor, end)) return value;
  cursor.at = start;
  return null;
}

/**
 * Says whether the line ends here, or in the middle of words that may follow.
 * @param cursor the place
 * @param words what may follow
 * @returns true at the end of the line, and where nothing but a beginning of the words is left
 */
export function endsInside(cursor: Cursor, words: string): boolean {
  const left = cursor.text.length - cursor.at;
  return left < words.length && words.startsWith(cursor.text.slice(cursor.at));
}

/**
 * Reads `proxy/server`.
 * @param cursor the place
 * @returns the two names, and the cursor at the space or the end behind them; null: it is not that
 */
export function serverName(cursor: Cursor): { proxy: string; server: string } | null {
  const { text } = cursor;
  const space = text.indexOf(' ', cursor.at);
  const end = space === -1 ? text.length : space;
  const slash = text.indexOf('/', cursor.at);
  if (slash <= cursor.at || slash >= end - 1) return null;
  const read = { proxy: text.slice(cursor.at, slash), server: text.slice(slash + 1, end) };
  cursor.at = end;
  return read;
}
