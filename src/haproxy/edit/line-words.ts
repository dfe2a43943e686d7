import { kindAt, plain, special } from '../syntax/characters.ts';
import { mostWords } from '../syntax/line-reader.ts';
import type { Word } from '../syntax/tree.ts';
import { joined, type WordEdit } from './word-edits.ts';

/**
 * Changes words of a line; the blanks, quotes and comments around them stay.
 * @param raw the line
 * @param words its words, as they were read
 * @param edits in the order in which words that meet are to stand; equal ones count once
 * @returns the line
 * @throws Error where words are not there, edits overlap, no word would be left or too many would be, and where a word is
 *   concerned that an environment variable makes together with others
 */
export function editWords(raw: string, words: readonly Word[], edits: readonly WordEdit[]): string {
  for (const { from, to } of edits)
    if (!(Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from <= to && to <= words.length))
      throw new Error(`there are no words ${from} to ${to} among ${words.length}`);
  const all = joined(edits);
  const left = all.reduce((sum, { from, to, texts }) => sum + texts.length - (to - from), words.length);
  if (left === 0) throw new Error('no word would be left: such a line is taken out as a whole');
  if (left > mostWords) throw new Error(`HAProxy takes no more than ${mostWords} words on a line`);
  let text = '';
  let at = 0;
  for (const edit of all) {
    checkBoundary(raw, words, edit.from);
    checkBoundary(raw, words, edit.to);
    const { start, end, put } = splice(raw, words, edit);
    text += raw.slice(at, start) + put;
    at = end;
  }
  return text + raw.slice(at);
}

/** Which stretch of the line gives way to what. */
function splice(
  raw: string,
  words: readonly Word[],
  { from, to, texts }: WordEdit,
): { start: number; end: number; put: string } {
  const first = startOf(words, from);
  const last = endOf(words, to - 1);
  if (from < to && texts.length === 0) {
    // The blanks before them go too; those behind where nothing stands before.
    return from > 0
      ? { start: endOf(words, from - 1), end: last, put: '' }
      : { start: first, end: startOf(words, to), put: '' };
  }
  const separator = separatorAt(raw, words, from);
  if (from < to) {
    const gaps = texts.length === to - from ? words.slice(from, to).map((_, i) => gapBefore(raw, words, from + i)) : [];
    const put = texts.map((text, i) => (i === 0 ? text : (gaps[i] || separator) + text)).join('');
    return { start: first, end: last, put };
  }
  if (from < words.length) return { start: first, end: first, put: texts.map((text) => text + separator).join('') };
  return { start: last, end: last, put: texts.map((text) => separator + text).join('') };
}

function startOf(words: readonly Word[], i: number): number {
  return words[i]?.start ?? 0;
}

function endOf(words: readonly Word[], i: number): number {
  return words[i]?.end ?? 0;
}

/** The blanks between a word and the one before it. */
function gapBefore(raw: string, words: readonly Word[], i: number): string {
  return i > 0 && i < words.length ? raw.slice(endOf(words, i - 1), startOf(words, i)) : '';
}

/**
 * A tab where the nearest words on both sides stand apart by tabs, else one blank. What stands behind the keyword says
 * nothing: it is often a column of its own.
 */
function separatorAt(raw: string, words: readonly Word[], boundary: number): string {
  const gaps = words
    .map((_, i) => ({ gap: gapBefore(raw, words, i), distance: Math.abs(i - boundary) }))
    .slice(2)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 2);
  return gaps.length > 0 && gaps.every(({ gap }) => /^\t+$/.test(gap)) ? '\t' : ' ';
}

/** Words that a variable makes stand in one stretch of the line, which cannot be cut. */
function checkBoundary(raw: string, words: readonly Word[], boundary: number): void {
  const before = words[boundary - 1];
  if (!before) return;
  const kind = kindAt(raw, before.end);
  if (kind === plain || kind === special || before.end > (words[boundary]?.start ?? before.end))
    throw new Error('an environment variable makes several words here: they cannot be taken apart');
}
