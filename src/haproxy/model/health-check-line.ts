import type { Place, Problem, Statement, Word } from '../syntax/tree.ts';
import type { HaproxyVersion } from '../versions.ts';
import { type FormatPart, readFormat } from './log-format.ts';
import { refused } from './problem.ts';
import type { Unknown } from './types.ts';

/** One line about health checks, as its words are counted by HAProxy: the first empty one ends it. */
export interface CheckLine {
  words: readonly Word[];
  at: Place;
  version: HaproxyVersion;
}

/** Why HAProxy refuses a line. */
export interface Refusal {
  refused: string;
  /** The word that is wrong; null: the line as a whole. */
  word: Word | null;
}

/** A text of a rule with what is not known of it. */
export interface Value {
  text: string;
  unknown: readonly Unknown[];
}

/** Stands for the text of environment variables that are not set: it makes no word empty and equals no keyword. */
const unset = '\uE0FF';

/**
 * A statement as its readers want it.
 * @param statement the statement
 * @param version the version that reads it
 * @returns its words up to the first empty one
 */
export function checkLine({ words, at }: Statement, version: HaproxyVersion): CheckLine {
  const all = words.map((word) => (word.unset ? { ...word, text: word.text + unset } : word));
  const end = all.findIndex(({ text }) => text === '');
  return { words: end < 0 ? all : all.slice(0, end), at, version };
}

/**
 * The text of a word.
 * @param line the line
 * @param i which word, from 0
 * @returns '' behind the last
 */
export function textAt(line: CheckLine, i: number): string {
  return line.words[i]?.text ?? '';
}

/**
 * Refuses a line.
 * @param line the line
 * @param i the word that is wrong, or behind the last: the line as a whole
 * @param message what is wrong, for people
 * @returns the refusal
 */
export function refuse(line: CheckLine, i: number, message: string): Refusal {
  return { refused: message, word: line.words[i] ?? null };
}

/**
 * What becomes of a refusal: where a word is not known, nobody can say whether HAProxy would refuse the line.
 * @param line the line
 * @param refusal why it is refused
 * @returns a problem, or else what is not known
 */
export function ofRefusal(line: CheckLine, refusal: Refusal): { problem: Problem } | { unknown: Unknown[] } {
  const unknown = unknownWords(line, 0);
  return unknown.length > 0 ? { unknown } : { problem: refused(line.at, refusal.word, refusal.refused) };
}

/**
 * What is not known of a line's words.
 * @param line the line
 * @param from the first word to look at
 * @returns an entry for each word with an environment variable that is not set
 */
export function unknownWords({ words, at }: CheckLine, from: number): Unknown[] {
  return words.slice(from).flatMap((word) => ofWord(word, at));
}

function ofWord({ text, unset: names }: Word, at: Place): Unknown[] {
  if (!names) return [];
  const plural = names.length > 1 ? 's' : '';
  const because = `environment variable${plural} ${names.join(', ')} ${plural ? 'are' : 'is'} not set`;
  return [{ ...at, text: text.replaceAll(unset, ''), because, affects: 'check' }];
}

/**
 * A word as it stands.
 * @param line the line
 * @param i which word
 * @returns its text and what is not known of it
 */
export function literal(line: CheckLine, i: number): Value {
  const word = line.words[i];
  return { text: textAt(line, i).replaceAll(unset, ''), unknown: word ? ofWord(word, line.at) : [] };
}

/**
 * A word as log-format text.
 * @param line the line
 * @param i which word
 * @returns its text, names of server and backend kept for later; or why it is refused
 */
export function formatted(line: CheckLine, i: number): Value | Refusal {
  return formattedPart(line, i, literal(line, i));
}

/**
 * A part of a word as log-format text.
 * @param line the line
 * @param i which word
 * @param part the part
 * @returns as {@link formatted}
 */
export function formattedPart(line: CheckLine, i: number, { text, unknown }: Value): Value | Refusal {
  const parts = readFormat(text, line.version);
  if ('refused' in parts) return refuse(line, i, parts.refused);
  const open = parts.flatMap((part) => (typeof part === 'string' || part.known !== null ? [] : [part.text]));
  const whys = open.map((what) => `HAProxy works out ${what} when it checks`);
  return {
    text: parts.map(plain).join(''),
    unknown: [...unknown, ...whys.map((because): Unknown => ({ ...line.at, text, because, affects: 'check' }))],
  };
}

function plain(part: FormatPart): string {
  return typeof part === 'string' ? part : (part.known ?? part.text);
}

/**
 * The argument of a keyword that wants one.
 * @param line the line
 * @param i place of the keyword
 * @returns null where it is there, else the refusal
 */
export function missingArgument(line: CheckLine, i: number): Refusal | null {
  return textAt(line, i + 1) === '' ? refuse(line, i, `"${textAt(line, i)}" needs an argument`) : null;
}

/**
 * What is not known where nobody knows whether a line counts.
 * @param statement a line in a branch of `.if` whose condition is not known
 * @returns the unknown
 */
export function uncertainLine({ words, at, uncertain = '' }: Statement): Unknown {
  const text = words.map((word) => word.text).join(' ');
  return { ...at, text, because: `it is not known whether ".if ${uncertain}" holds`, affects: 'check' };
}
