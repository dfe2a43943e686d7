/** A number at the beginning of a text. */
export interface Integer {
  value: number;
  /** One behind its last character. */
  end: number;
}

const digits = '0123456789abcdef';

/**
 * Reads a number as C's `strtol` does: blanks and a sign may stand before it, and anything behind it.
 * @param text the text
 * @param at where to begin
 * @param base 10, or 0: `0x` begins a hexadecimal number and `0` an octal one
 * @returns the number; null: there is none
 */
export function readInteger(text: string, at: number, base: 0 | 10): Integer | null {
  let start = at;
  while (/[ \t\n\v\f\r]/.test(text[start] ?? '')) start++;
  const negative = text[start] === '-';
  if (negative || text[start] === '+') start++;
  let radix: number = base || 10;
  if (base === 0 && text[start] === '0') radix = 8;
  if (base === 0 && /^0x[\da-f]/i.test(text.slice(start, start + 3))) {
    radix = 16;
    start += 2;
  }
  let value = 0;
  let end = start;
  for (; ; end++) {
    const digit = digits.indexOf((text[end] ?? '?').toLowerCase());
    if (digit < 0 || digit >= radix) break;
    value = value * radix + digit;
  }
  return end === start ? null : { value: negative ? -value : value, end };
}
