import type { Place } from '../syntax/tree.ts';

/**
 * A word to be written: plain text is quoted as HAProxy needs it; `raw` stands as it is, a word of the file itself with
 * its quotes and variables.
 */
export type NewWord = string | { raw: string };

/**
 * One change of a configuration's text. Places and words are counted in the text before any change; the first word of
 * a line, its keyword, is word 0.
 */
export type Change =
  /** Words join a line, in front of its word `before`; absent: behind its last one. */
  | { kind: 'add'; at: Place; words: NewWord[]; before?: number }
  /** The words from `from` up to `to`, which is not among them, give way to others; to none: they are taken out. */
  | { kind: 'replace'; at: Place; from: number; to: number; words: NewWord[] }
  /** A line joins the section, next to another one and indented as its neighbours are. */
  | { kind: 'line'; at: Place; where: 'before' | 'after'; words: NewWord[] }
  /** A line goes. */
  | { kind: 'drop'; at: Place };
