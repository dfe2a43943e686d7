import type { Grammar } from './grammar.ts';
import type { Fault } from './reference.ts';
import type { Word } from './tree.ts';

/**
 * @param name of an environment variable, or `.LINE`, `.FILE`, `.SECTION`
 * @returns its value, bytes as latin1; undefined: it is not set, or not known here
 */
export type Lookup = (name: string) => string | undefined;

/** Stands in a word for the value of a variable that is not set: no byte, so that nothing else can look like it. */
export const unsetMark = '\ufffe';

/** HAProxy takes no more words on a line (haproxy v3.4.0 include/haproxy/defaults.h, `MAX_LINE_ARGS`). */
export const mostWords = 64;

/** A line taken apart. */
export interface Tokens {
  /** Empty ones too; {@link unsetMark} stands for what is not known. */
  words: Word[];
  /** Which word is the first that is empty; -1: none is. */
  empty: number;
  /** Names of variables stand in words, whose values are not known. */
  unset: boolean;
  /** Where the comment begins, at its `#`; -1: there is none. */
  comment: number;
  /** How many bytes HAProxy needs to hold the words. */
  size: number;
  /** Where the first brace of a `${NAME-default}` stands; -1: there is none. */
  defaulted: number;
  /** Where the word too many begins; -1: there is none. */
  excess: number;
  fault: Fault | null;
}

/** What is read where: a line with quotes or escapes in it. */
export interface LineReader {
  raw: string;
  lookup: Lookup;
  grammar: Grammar;
  tokens: Tokens;
}

/**
 * Adds a word, or notes that it is one too many.
 * @param tokens of the line
 * @param word the word
 * @param size of its text in bytes, with what a NUL hides
 */
export function addWord(tokens: Tokens, word: Word, size: number): void {
  tokens.size += size + 1;
  if (tokens.words.length < mostWords) tokens.words.push(word);
  else if (tokens.excess < 0) tokens.excess = word.start;
}
