import type { HaproxyVersion } from '../versions.ts';
import { isBlank } from './characters.ts';
import { type Grammar, grammarOf } from './grammar.ts';
import { type Lookup, type Tokens, unsetMark } from './line-reader.ts';
import { shownText } from './shown.ts';
import { tokenize } from './tokenize.ts';
import type { Problem, Word } from './tree.ts';

/** A problem before it is known in which line of which file it stands. */
export type WordProblem = Omit<Problem, 'file' | 'line'>;

/** The words of a line. */
export interface LineWords {
  words: Word[];
  /** Where the comment begins, at its `#`. */
  comment?: number;
  problems: WordProblem[];
}

/**
 * Reads a line as HAProxy does, up to the first word that is empty.
 * @param raw the line, with or without its line end
 * @param lookup values of environment variables; of `.LINE`, `.FILE` and `.SECTION` too
 * @param version who reads it
 * @returns the words; none where HAProxy can make nothing of the line
 */
export function readWords(raw: string, lookup: Lookup, version: HaproxyVersion): LineWords {
  const grammar = grammarOf(version);
  const tokens = tokenize(raw, lookup, grammar);
  const comment = tokens.comment < 0 ? {} : { comment: tokens.comment };
  if (tokens.fault) return { words: [], ...comment, problems: [faultProblem(raw, tokens.fault)] };
  const problem = emptyWordProblem(tokens, grammar);
  return { words: wordsThatCount(tokens), ...comment, problems: problem ? [problem] : [] };
}

/**
 * The words that a keyword gets to see: an empty one ends the line (haproxy v3.4.0 src/cfgparse.c, `parse_cfg`).
 * @param tokens of the line
 * @returns its words up to the first that is empty, the unknown parts left out
 */
export function wordsThatCount({ words, empty, unset }: Tokens): Word[] {
  if (unset) for (const word of words) if (word.unset) word.text = word.text.replaceAll(unsetMark, '');
  return empty < 0 ? words : words.slice(0, empty);
}

/**
 * What HAProxy says of an empty word. Measured: 3.3 and later refuse the line, 3.2 warns, earlier ones say nothing; a line
 * that begins with an empty word is passed over by all.
 * @param tokens of the line
 * @param grammar of the version
 * @returns the problem; null: there is none
 */
export function emptyWordProblem({ words, empty }: Tokens, { emptyWord }: Grammar): WordProblem | null {
  const word = words[empty];
  if (!word || (emptyWord === null && empty === words.length - 1)) return null;
  const column = word.start + 1;
  if (empty === 0)
    return { column, word: '', message: 'an empty word begins this line: HAProxy passes it over', severity: 'warning' };
  const message = `this word is empty: HAProxy 3.3 and later refuse the line, and earlier ones ignore what follows it`;
  return { column, word: '', message, severity: emptyWord ?? 'warning' };
}

/**
 * A line that cannot be taken apart.
 * @param raw the line
 * @param fault what is wrong with it
 * @returns the problem, with the word that it stands in
 */
export function faultProblem(raw: string, fault: { at: number; message: string }): WordProblem {
  let start = fault.at;
  while (start > 0 && !isBlank(raw.charCodeAt(start - 1))) start--;
  let end = fault.at;
  while (end < raw.length && !isBlank(raw.charCodeAt(end)) && end - start < 200) end++;
  return {
    column: fault.at + 1,
    word: shownText(raw.slice(Math.max(start, fault.at - 40), end)),
    message: fault.message,
    severity: 'fatal',
  };
}
