import { FILE_HEADERS_ONLY, formatPatch, OMIT_HEADERS } from 'diff';
import { parse } from '../syntax/parse.ts';
import { hunksOf } from './hunks.ts';
import { markedLines } from './marked-lines.ts';

/**
 * Says how files differ, as `diff -u` does; `patch -p0` and `git apply -p0` make the new files of the old ones.
 * @param before the files; text one character a byte (latin1)
 * @param after the same files, by name; one that is not there has not changed
 * @returns the unified diff, one character a byte like the files; '' where nothing differs
 */
export function unifiedDiff(
  before: readonly { name: string; text: string }[],
  after: readonly { name: string; text: string }[],
): string {
  const changed = new Map(after.map(({ name, text }) => [name, text]));
  return before.map(({ name, text }) => fileDiff(name, text, changed.get(name) ?? text)).join('');
}

function fileDiff(name: string, before: string, after: string): string {
  if (before === after) return '';
  const lines = (text: string) => parse(name, text).lines.map(({ raw }) => raw);
  const names = { oldFileName: name, newFileName: name, oldHeader: undefined, newHeader: undefined };
  const header = formatPatch({ ...names, hunks: [] }, FILE_HEADERS_ONLY);
  const body = formatPatch({ ...names, hunks: hunksOf(markedLines(lines(before), lines(after))) }, OMIT_HEADERS);
  // A name with blanks ends in a tab, as git and GNU diff write it: `patch` would take it to end at the blank.
  return (name.includes(' ') ? header.replaceAll('\n', '\t\n') : header) + body;
}
