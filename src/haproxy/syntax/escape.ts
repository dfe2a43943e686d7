/** What a backslash and one more character stand for, inside and outside double quotes alike. */
const meanings = new Map([
  [' ', ' '],
  ['\\', '\\'],
  ['#', '#'],
  ["'", "'"],
  ['"', '"'],
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
]);

/** A character that was escaped. */
export interface Escape {
  code: number;
  /** One behind its last character. */
  end: number;
}

/**
 * Reads a backslash with what follows it (haproxy v3.4.0 src/tools.c, `parse_line`; HAProxy manual, chapter 2.2).
 * @param raw the line
 * @param at of the backslash, outside single quotes
 * @param inQuotes it stands in double quotes: a dollar sign can be escaped there
 * @returns the character; the backslash itself where it escapes nothing; null: `\x` without two hexadecimal digits
 */
export function readEscape(raw: string, at: number, inQuotes: boolean): Escape | null {
  const next = raw[at + 1] ?? '';
  if (next === 'x') {
    const digits = raw.slice(at + 2, at + 4);
    return /^[\da-f]{2}$/i.test(digits) ? { code: Number.parseInt(digits, 16), end: at + 4 } : null;
  }
  const meaning = next === '$' && inQuotes ? next : meanings.get(next);
  return { code: (meaning ?? '\\').charCodeAt(0), end: at + (meaning === undefined ? 1 : 2) };
}
