import type { Match } from './match.ts';

/**
 * Fills captures into a replacement (haproxy v3.4.0 src/regex.c:31): `\0` to `\9`, `\xHH`, and a backslash before any
 * other character stands for that character.
 * @param replacement the text with references
 * @param source what was searched
 * @param match what was found there
 * @returns the text; null: it ends in the middle of an escape, and HAProxy replaces nothing
 */
export function filledIn(replacement: string, source: string, match: Match): string | null {
  let out = '';
  for (let i = 0; i < replacement.length; i++) {
    const char = replacement[i] as string;
    if (char !== '\\') {
      out += char;
      continue;
    }
    i += 1;
    const meant = replacement[i];
    if (meant === undefined) return null;
    if (/\d/.test(meant)) {
      const capture = match[Number(meant)];
      if (capture) out += source.slice(capture.start, capture.end);
    } else if (meant === 'x') {
      const digits = replacement.slice(i + 1, i + 3);
      if (!/^[0-9A-Fa-f]{2}$/.test(digits)) return null;
      out += String.fromCharCode(Number.parseInt(digits, 16));
      i += 2;
    } else out += meant;
  }
  return out;
}
