import { isNameCharacter, kindAt, end as lineEnd } from './characters.ts';
import type { Grammar } from './grammar.ts';

/** Something in a line that HAProxy refuses. */
export interface Fault {
  /** Where, from 0. */
  at: number;
  message: string;
}

/** `$NAME`, `${NAME}`, `${NAME-default}`, `${NAME[*]}`. */
export interface Reference {
  name: string;
  /** Default: from where to where; null: none. */
  fallback: readonly [from: number, to: number] | null;
  /** Its value is split into words. */
  expands: boolean;
  /** One behind its last character. */
  end: number;
}

const pseudo = new Set(['.LINE', '.FILE', '.SECTION']);

/**
 * Reads how a line names an environment variable (haproxy v3.4.0 src/tools.c, `parse_line`; HAProxy manual, chapter 2.3).
 * @param raw the line
 * @param at of the dollar sign, inside double quotes
 * @param grammar of the version
 * @returns the reference, or what is wrong with it
 */
export function readReference(raw: string, at: number, grammar: Grammar): Reference | Fault {
  const braced = raw[at + 1] === '{';
  const start = at + (braced ? 2 : 1);
  const isPseudo = grammar.directives && raw[start] === '.';
  if (!isPseudo && !isNameCharacter(raw.charCodeAt(start), true))
    return { at: start, message: 'the name of an environment variable begins with a letter or an underscore' };
  let end = start + 1;
  while (isNameCharacter(raw.charCodeAt(end), false)) end++;
  const name = raw.slice(start, end);
  if (isPseudo && !pseudo.has(name))
    return { at: start, message: 'HAProxy has the variables .LINE, .FILE and .SECTION of its own, and no other' };
  if (!braced) return { name, fallback: null, expands: false, end };

  const open = { at: at + 1, message: 'this brace is not closed behind the name of the environment variable' };
  const expands = grammar.expansion && raw[end] === '[';
  if (expands && !raw.startsWith('[*]', end)) return { at: end, message: 'behind the name only [*] can stand' };
  if (expands) end += 3;
  if (raw[end] === '}') return { name, fallback: null, expands, end: end + 1 };
  if (!grammar.defaults || raw[end] !== '-') return open;
  const close = closingBrace(raw, end);
  return close < 0 ? open : { name, fallback: [end + 1, close], expands, end: close + 1 };
}

/** A default goes up to the first brace, whatever quotes stand in it. */
function closingBrace(raw: string, from: number): number {
  let at = from;
  while (raw[at] !== '}') {
    if (kindAt(raw, at) === lineEnd) return -1;
    at++;
  }
  return at;
}
