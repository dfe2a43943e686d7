import { type Known, known, quoted, unknown } from '../known.ts';
import { type Match, search } from './match.ts';
import { parseRegex } from './parse.ts';
import { filledIn } from './replace.ts';
import type { Regex } from './syntax.ts';

/**
 * Searches a text for a regular expression.
 * @param source the expression
 * @param text what is searched
 * @param ignoreCase `-i`
 * @returns what was found, null: nothing; unknown where the expression is not understood
 */
export function find(source: string, text: string, ignoreCase = false): Known<Match | null> {
  const regex = parseRegex(source, ignoreCase);
  return regex ? found(search(regex, text), source) : notUnderstood(source);
}

/**
 * Replaces what a regular expression finds, as the converter `regsub` does (haproxy v3.4.0 src/sample.c:3332).
 * @param source the expression
 * @param text what is searched
 * @param replacement with references to captures
 * @param flags `i`: case is ignored, `g`: not the first match alone
 * @returns the text with the replacements
 */
export function substituted(source: string, text: string, replacement: string, flags: string): Known<string> {
  const regex = parseRegex(source, flags.includes('i'));
  if (!regex) return notUnderstood(source);
  let rest = text;
  let out = '';
  for (let round = 0; round === 0 || flags.includes('g'); round++) {
    const match = found(nextMatch(regex, rest, round), source);
    if (!match.known) return match;
    const whole = match.value?.[0];
    if (!match.value || !whole) break;
    const filled = filledIn(replacement, rest, match.value);
    if (filled === null) return unknown(`replacement ${quoted(replacement)}`);
    out += rest.slice(0, whole.start) + filled;
    if (rest === '') return known(out);
    // A match of nothing at the very beginning stands before the character that follows.
    if (whole.end === 0) out += rest[0];
    rest = rest.slice(whole.end || 1);
  }
  return known(out + rest);
}

function nextMatch(regex: Regex, text: string, round: number): Match | null | undefined {
  return round > 10_000 ? undefined : search(regex, text, round > 0);
}

function found(match: Match | null | undefined, source: string): Known<Match | null> {
  return match === undefined ? unknown(`regular expression ${quoted(source)} takes too long`) : known(match);
}

function notUnderstood(source: string): { known: false; because: string } {
  return unknown(`regular expression ${quoted(source)}`);
}
