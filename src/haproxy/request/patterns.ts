import type { Matching } from './acl-keywords.ts';
import { type Known, known, unknown } from './known.ts';
import { find } from './regex/regex.ts';
import { readInteger, toBytes, toNumber, toText, type Value } from './value.ts';

/** What a sample is compared with. */
export interface Patterns {
  /** null: what is compared has no way of its own, and no other is given. */
  matching: Matching | null;
  /** As written; for numbers operators (`gt`) among them. */
  list: readonly string[];
  ignoreCase: boolean;
}

/**
 * Compares a sample with patterns, of which one suffices (haproxy v3.4.0 src/pattern.c:481).
 * @param value the sample
 * @param patterns what it is compared with
 * @returns whether one of them matches
 */
export function matches(value: Value, patterns: Patterns): Known<boolean> {
  const { matching, list, ignoreCase } = patterns;
  if (matching === null) return unknown('a comparison without -m');
  if (matching === 'found') return known(true);
  // What is no address is none of those that are looked for.
  if (matching === 'ip') return isAddress(toText(value)) ? unknown('comparison of addresses') : known(false);
  if (matching === 'bool' || matching === 'int') {
    const number = toNumber(value);
    if (number === null) return known(false);
    return known(matching === 'bool' ? number !== 0n : ranges(list).some((range) => contains(range, number)));
  }
  if (matching === 'len') {
    const length = BigInt(toText(value).length);
    return known(ranges(list).some((range) => contains(range, length)));
  }
  if (matching === 'bin') {
    const bytes = Array.from(toBytes(value), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
    return known(list.some((pattern) => pattern.toLowerCase() === bytes));
  }
  if (matching === 'meth') return known(list.some((pattern) => sameMethod(toText(value), pattern, ignoreCase)));
  return matching === 'reg' ? fits(toText(value), list, ignoreCase) : compared(toText(value), patterns);
}

const isAddress = (text: string) => /^\d+(?:\.\d+){3}$/.test(text) || /^[\da-f.]*:[\da-f:.]*$/i.test(text);

function fits(text: string, list: readonly string[], ignoreCase: boolean): Known<boolean> {
  let doubt: Known<boolean> = known(false);
  for (const source of list) {
    const found = find(source, text, ignoreCase);
    if (found.known && found.value) return known(true);
    if (!found.known) doubt = found;
  }
  return doubt;
}

function compared(raw: string, { matching, list, ignoreCase }: Patterns): Known<boolean> {
  const folded = (text: string) => (ignoreCase ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text);
  const text = folded(raw);
  const test = matching === null ? undefined : comparisons[matching];
  return known(test !== undefined && list.some((pattern) => test(text, folded(pattern))));
}

const methods = new Set(['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']);

/** Methods that HAProxy knows are told by their number: `-i` does nothing for them (measured). */
function sameMethod(method: string, pattern: string, ignoreCase: boolean): boolean {
  if (methods.has(method) || methods.has(pattern)) return method === pattern;
  return ignoreCase ? method.toLowerCase() === pattern.toLowerCase() : method === pattern;
}

const comparisons: Partial<Record<Matching, (text: string, pattern: string) => boolean>> = {
  str: (text, pattern) => text === pattern,
  beg: (text, pattern) => text.startsWith(pattern),
  end: (text, pattern) => text.endsWith(pattern),
  sub: (text, pattern) => text.includes(pattern),
  dir: (text, pattern) => holdsWord(text, pattern, '/?'),
  dom: (text, pattern) => holdsWord(text, pattern, '/?.:'),
};

/** The pattern stands between delimiters or the ends of the text; delimiters at its own ends do not count. */
function holdsWord(text: string, pattern: string, delimiters: string): boolean {
  const isDelimiter = (char: string | undefined) => char === undefined || delimiters.includes(char);
  let start = 0;
  let end = pattern.length;
  while (start < end && isDelimiter(pattern[start])) start += 1;
  while (end > start && isDelimiter(pattern[end - 1])) end -= 1;
  const word = pattern.slice(start, end);
  if (word === '') return false;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (isDelimiter(text[at - 1]) && isDelimiter(text[at + word.length])) return true;
  return false;
}

interface Range {
  least: bigint | null;
  most: bigint | null;
}

function contains({ least, most }: Range, number: bigint): boolean {
  return (least === null || number >= least) && (most === null || number <= most);
}

const operators = new Set(['eq', 'gt', 'ge', 'lt', 'le']);

/** Numbers (`80`), ranges (`80:90`, `1024:`) and operators, which hold for what follows them. */
function ranges(list: readonly string[]): Range[] {
  const found: Range[] = [];
  let operator = 'eq';
  for (const text of list) {
    if (operators.has(text)) {
      operator = text;
      continue;
    }
    const mark = text.search(/[:-]/);
    const number = (part: string) => (part === '' ? null : readInteger(part).number);
    if (mark >= 0) found.push({ least: number(text.slice(0, mark)), most: number(text.slice(mark + 1)) });
    else found.push(compare(operator, readInteger(text).number));
  }
  return found;
}

function compare(operator: string, number: bigint): Range {
  if (operator === 'gt') return { least: number + 1n, most: null };
  if (operator === 'ge') return { least: number, most: null };
  if (operator === 'lt') return { least: null, most: number - 1n };
  if (operator === 'le') return { least: null, most: number };
  return { least: number, most: number };
}
