/** An ordinary character: the first of the answers of {@link kindAt}. */
export const plain = 0;
export const blank = 1;
export const carriageReturn = 2;
/** Line feed and NUL. */
export const end = 3;
export const sharp = 4;
/** Quotes and the backslash. */
export const special = 5;

const kinds = new Uint8Array(256);
for (const character of ' \t\v\f') kinds[character.charCodeAt(0)] = blank;
for (const character of '"\'\\') kinds[character.charCodeAt(0)] = special;
kinds['\r'.charCodeAt(0)] = carriageReturn;
kinds['\n'.charCodeAt(0)] = end;
kinds[0] = end;
kinds['#'.charCodeAt(0)] = sharp;

/**
 * What a character of a line is outside quotes (haproxy v3.4.0 src/tools.c, `parse_line`).
 * @param text the line
 * @param at where to look
 * @returns its kind; behind the last character `end`
 */
export function kindAt(text: string, at: number): number {
  return at < text.length ? (kinds[text.charCodeAt(at)] ?? plain) : end;
}

/**
 * Whether a character separates words in the value of an environment variable: C's `isspace`.
 * @param code of the character
 * @returns true for a blank, tab, line feed, vertical tab, form feed and carriage return
 */
export function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/**
 * Whether a character can stand in the name of an environment variable.
 * @param code of the character; NaN: there is none
 * @param first it is the first of the name
 * @returns true for letters and the underscore, and behind the first for digits
 */
export function isNameCharacter(code: number, first: boolean): boolean {
  const letter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
  return letter || code === 0x5f || (!first && code >= 0x30 && code <= 0x39);
}
