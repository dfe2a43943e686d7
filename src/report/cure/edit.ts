import type { Change, NewWord } from '../../haproxy/edit/change.ts';
import { written } from '../../haproxy/edit/quoted.ts';
import { serverSpans } from '../../haproxy/edit/server-spans.ts';
import { serverWordPlace } from '../../haproxy/edit/server-word-place.ts';
import type { Place } from '../../haproxy/syntax/tree.ts';
import type { Scope } from '../../types.ts';
import type { CureEdit, Patient } from './cure.ts';
import { ownSpan, statementAt } from './edit-place.ts';

/** What is said of an edit. */
export interface Why {
  /** Code of the finding that asks for it. */
  because: string;
  /** First HAProxy version that knows it. */
  since: string;
  /** Absent: `safe`; `withSafety` looks at what the edit does besides. */
  safety?: CureEdit['safety'];
  /** Whole sentences; absent: none. */
  notes?: readonly string[];
  kept?: true;
}

/** A keyword of a server line with its arguments. */
export type ServerWords = readonly [keyword: string, ...args: NewWord[]];

/**
 * Puts a keyword on a server's own line: in the place of the same keyword there, else where a person would put it.
 * @param patient the server
 * @param words the keyword and its arguments
 * @param why what is said of it
 * @returns the edit
 * @throws Error where a word cannot be written into a configuration (see `written`)
 */
export function serverEdit(patient: Patient, words: ServerWords, why: Why): CureEdit {
  const { at } = patient.target.server;
  const statement = statementAt(patient.configuration, at);
  const own = statement && ownSpan(statement, words[0]);
  if (own) {
    const change: Change = { kind: 'replace', at, from: own.from, to: own.to, words: [...words] };
    return made(patient, change, 'server', textOf(words), why);
  }
  const before = statement ? serverWordPlace(statement.words, words[0]) : undefined;
  const change: Change = { kind: 'add', at, words: [...words], ...(before !== undefined && { before }) };
  return made(patient, change, 'server', textOf(words), why);
}

/**
 * Takes keywords off a server's own line.
 * @param patient the server
 * @param keywords which
 * @param why what is said of it
 * @returns an edit for each time that one stands there; empty: none does
 */
export function withoutEdits(patient: Patient, keywords: RegExp, why: Why): CureEdit[] {
  const { at } = patient.target.server;
  const statement = statementAt(patient.configuration, at);
  if (!statement) return [];
  return serverSpans(statement.words)
    .filter(({ keyword }) => keywords.test(keyword))
    .map(({ from, to }) => {
      const change: Change = { kind: 'replace', at, from, to, words: [] };
      return made(patient, change, 'server', takenOut(statement.words.slice(from, to)), why);
    });
}

/**
 * Adds a line to the section of a server.
 * @param patient the server
 * @param next the line that it is put next to, and on which side
 * @param words the line's
 * @param why what is said of it
 * @returns the edit
 * @throws Error as {@link serverEdit}
 */
export function lineEdit(
  patient: Patient,
  next: { at: Place; where: 'before' | 'after' },
  words: readonly NewWord[],
  why: Why,
): CureEdit {
  const change: Change = { kind: 'line', at: next.at, where: next.where, words: [...words] };
  return made(patient, change, 'backend', textOf(words), why);
}

/**
 * Changes words of a line of the section.
 * @param patient the server
 * @param span the line, and which of its words, counted from the first: those from `from` up to `to`, which is not among them
 * @param words what takes their place; empty: nothing does
 * @param why what is said of it
 * @returns the edit
 * @throws Error as {@link serverEdit}
 */
export function wordsEdit(
  patient: Patient,
  span: { at: Place; from: number; to: number },
  words: readonly NewWord[],
  why: Why,
): CureEdit {
  const change: Change = { kind: 'replace', ...span, words: [...words] };
  const old = statementAt(patient.configuration, span.at)?.words.slice(span.from, span.to) ?? [];
  return made(patient, change, 'backend', words.length > 0 ? textOf(words) : takenOut(old), why);
}

/**
 * Adds words to a line of the section.
 * @param patient the server
 * @param place the line, and the word that they are put in front of; absent: behind the last one
 * @param words which
 * @param why what is said of it
 * @returns the edit
 * @throws Error as {@link serverEdit}
 */
export function addEdit(
  patient: Patient,
  place: { at: Place; before?: number },
  words: readonly NewWord[],
  why: Why,
): CureEdit {
  return made(patient, { kind: 'add', ...place, words: [...words] }, 'backend', textOf(words), why);
}

/**
 * Takes a line out.
 * @param patient the server
 * @param at the line
 * @param why what is said of it
 * @returns the edit
 */
export function dropEdit(patient: Patient, at: Place, why: Why): CureEdit {
  const words = statementAt(patient.configuration, at)?.words ?? [];
  return made(patient, { kind: 'drop', at }, 'backend', takenOut(words), why);
}

function made({ target }: Patient, change: Change, scope: Scope, text: string, why: Why): CureEdit {
  const { because, since, safety = 'safe', notes = [], kept } = why;
  return {
    change,
    proxy: target.proxy.name,
    servers: [target.key],
    scope,
    text,
    because,
    since,
    safety,
    notes: [...notes],
    ...(kept && { kept }),
  };
}

/**
 * Words as they will stand in the configuration.
 * @param words new words
 * @returns one line
 * @throws Error where a word cannot be written into a configuration (see `written`)
 */
export function textOf(words: readonly NewWord[]): string {
  return words.map(written).join(' ');
}

function takenOut(words: readonly { text: string }[]): string {
  return `taken out: ${words.map(({ text }) => text).join(' ')}`;
}
