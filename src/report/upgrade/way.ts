import type { Change, NewWord } from '../../haproxy/edit/change.ts';
import { serverSpans } from '../../haproxy/edit/server-spans.ts';
import { serverWordPlace } from '../../haproxy/edit/server-word-place.ts';
import type { Configuration, Place, Statement } from '../../haproxy/syntax/tree.ts';
import { word } from '../../haproxy/words.ts';
import type { UpgradeEdit } from '../../upgrade-types.ts';
import { statementAt } from '../cure/edit-place.ts';

/** Edits that may keep what the first version does, all together. */
export interface Way {
  changes: Change[];
  edits: UpgradeEdit[];
  /** It sends another server name than today: the answer must be the same page. */
  renames?: true;
}

/** What is said of an edit. */
export type Why = Pick<UpgradeEdit, 'because' | 'since'>;

/**
 * Puts ways together.
 * @param ways any
 * @returns one with the edits of all
 */
export function together(...ways: readonly Way[]): Way {
  return {
    changes: once(ways.flatMap(({ changes }) => changes)),
    edits: once(ways.flatMap(({ edits }) => edits)),
    ...(ways.some(({ renames }) => renames) && { renames: true }),
  };
}

/** A block for the whole section may be part of several. */
function once<T>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/**
 * Every pair of two lists of ways, those first that stand first in their lists.
 * @param check ways for the check
 * @param traffic ways for traffic
 * @returns each with the edits of both; those of the other list alone where one is empty
 */
export function combined(check: readonly Way[], traffic: readonly Way[]): Way[] {
  if (check.length === 0) return [...traffic];
  if (traffic.length === 0) return [...check];
  const all = check.flatMap((one, i) => traffic.map((other, j) => ({ i, j, way: together(one, other) })));
  all.sort((a, b) => a.i + a.j - (b.i + b.j) || Math.abs(a.i - a.j) - Math.abs(b.i - b.j));
  return all.map(({ way }) => way);
}

/**
 * Puts a keyword on a server's line, in the place of the same keyword where it stands there.
 * @param configuration where the line stands
 * @param at the line
 * @param words the keyword and its arguments
 * @param why what is said of it
 * @returns the way; null: nothing at this place counts, or a word cannot be written
 */
export function serverWords(
  configuration: Configuration,
  at: Place,
  words: readonly [string, ...string[]],
  why: Why,
): Way | null {
  const line = statementAt(configuration, at);
  const text = written(words);
  if (!line || text === null) return null;
  const own = serverSpans(line.words).findLast(({ keyword }) => keyword === words[0]);
  const before = serverWordPlace(line.words, words[0]);
  const change: Change = own
    ? { kind: 'replace', at, from: own.from, to: own.to, words: [...words] }
    : { kind: 'add', at, words: [...words], ...(before !== undefined && { before }) };
  return { changes: [change], edits: [{ text, ...at, kind: own ? 'replace' : 'add', ...why }] };
}

/**
 * Changes words of a line.
 * @param change which
 * @param why what is said of it
 * @returns the way; null: a word cannot be written
 */
export function otherWords(change: Extract<Change, { kind: 'replace' }>, why: Why): Way | null {
  const text = written(change.words);
  return text === null ? null : { changes: [change], edits: [{ text, ...change.at, kind: 'replace', ...why }] };
}

/**
 * Takes words out of a line.
 * @param line the line
 * @param span the words from `from` up to `to`, which is not among them
 * @param why what is said of it
 * @returns the way
 */
export function withoutWords({ at, words }: Statement, { from, to }: { from: number; to: number }, why: Why): Way {
  const gone = words.slice(from, to).map(({ text }) => text);
  return {
    changes: [{ kind: 'replace', at, from, to, words: [] }],
    edits: [{ text: `taken out: ${gone.join(' ')}`, ...at, kind: 'replace', ...why }],
  };
}

/**
 * Adds lines next to another one.
 * @param at the other one
 * @param where on which side
 * @param lines words of each
 * @param why what is said of them
 * @returns the way; null: a word cannot be written
 */
export function newLines(
  at: Place,
  where: 'before' | 'after',
  lines: readonly (readonly NewWord[])[],
  why: Why,
): Way | null {
  const texts = lines.map(written);
  if (texts.includes(null)) return null;
  return {
    changes: lines.map((words): Change => ({ kind: 'line', at, where, words: [...words] })),
    edits: texts.map((text): UpgradeEdit => ({ text: text ?? '', ...at, kind: 'line', where, ...why })),
  };
}

function written(words: readonly NewWord[]): string | null {
  try {
    return words.map((one) => (typeof one === 'string' ? word(one) : one.raw)).join(' ');
  } catch {
    return null;
  }
}
