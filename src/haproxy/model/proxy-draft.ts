import type { Place, Problem, Statement, Word } from '../syntax/tree.ts';
import { reaches } from './keyword-list.ts';
import { refused } from './problem.ts';
import type { Scope } from './scope.ts';
import type { ServerContext } from './server-line.ts';
import type { Acl, Bind, ProxySection, RequestRule, Route, Server, Unknown } from './types.ts';

export type SectionKind = 'defaults' | ProxySection['kind'];

/** A section while its lines are read. */
export interface Draft {
  readonly kind: SectionKind;
  /** '' of `defaults` without a name. */
  readonly name: string;
  readonly context: ServerContext;
  /** What is inherited, and what lines have made of it; its lists are the inherited ones only. */
  scope: Mutable<Scope>;
  acls: Acl[];
  /** Names of ACLs that conditions can use; while there are none all sections share one set. Null: not all are known. */
  declared: Set<string> | null;
  requestRules: RequestRule[];
  otherRules: ProxySection['otherRules'];
  routes: Route[];
  binds: Bind[];
  servers: Server[];
  /** Servers whose address only `mode log` takes. */
  datagrams: Server[];
  /** Servers that may have keywords that are not known, or may not be there. */
  hidden: Server[];
  checkLines: Statement[];
  unknown: Unknown[];
  problems: Problem[];
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** One line of a section that counts, `no` taken off. */
export interface ProxyLine {
  at: Place;
  keyword: Word;
  /** Words behind the keyword. */
  args: Word[];
  /** `no` stands before it. */
  off: boolean;
  statement: Statement;
}

/**
 * Reports a line that HAProxy refuses; where a word of it is not known, nobody can say whether it does.
 * @param draft the section
 * @param line the line
 * @param word the word that is wrong; null: the line as a whole
 * @param message what is wrong with it
 */
export function refuseLine(draft: Draft, line: ProxyLine, word: Word | null, message: string): void {
  if (line.statement.words.some(({ unset }) => unset)) doubtLine(draft, line, 'both');
  else draft.problems.push(refused(line.at, word, message));
}

/**
 * Notes a line of which a word is not known.
 * @param draft the section
 * @param line the line, with an environment variable that is not set
 * @param affects what it decides
 */
export function doubtLine(draft: Draft, { at, statement }: ProxyLine, affects: Unknown['affects']): void {
  const names = statement.words.flatMap(({ unset }) => unset ?? []).join(', ');
  draft.unknown.push({
    ...at,
    text: lineText(statement),
    because: `environment variable ${names} is not set`,
    affects,
  });
}

/**
 * A line as people read it.
 * @param statement the line
 * @returns its words with one blank between
 */
export function lineText({ words }: Statement): string {
  return words.map(({ text }) => text).join(' ');
}

/**
 * Whether a section can have servers.
 * @param draft the section
 * @returns false for frontends
 */
export function hasBackend({ kind }: Draft): boolean {
  return kind !== 'frontend';
}

/**
 * Whether clients can come to a section.
 * @param draft the section
 * @returns false for backends
 */
export function hasFrontend({ kind }: Draft): boolean {
  return kind !== 'backend';
}

/** The word that is wrong, null for the line, and why. */
export type Wrong = readonly [Word | null, string];

/** Reads a line into the draft; says why HAProxy refuses it, else null. */
export type Reader = (draft: Draft, line: ProxyLine) => Wrong | null;

/**
 * Keeps a line for those who look for it.
 * @param draft the section, which is changed
 * @param line the line
 * @returns null: nothing is wrong with it
 */
export function keep(draft: Draft, { keyword, args, at }: ProxyLine): null {
  draft.otherRules.push({ keyword: keyword.text, words: args, at });
  return null;
}

/**
 * Whether a line stands in `defaults`, where it cannot.
 * @param draft the section
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export function inDefaults(draft: Draft, { keyword }: ProxyLine): Wrong | null {
  return draft.kind === 'defaults' ? [keyword, `"${keyword.text}" cannot stand in a defaults section`] : null;
}

/**
 * Whether a rule or an ACL stands in `defaults` without a name, or in any before 2.5.
 * @param draft the section
 * @param line the line
 * @returns why HAProxy refuses it; null: it does not
 */
export /** Rules and ACLs stand in `defaults` that have a name, from 2.5 on. */
function inAnonymous({ kind, name, context }: Draft, { keyword }: ProxyLine): Wrong | null {
  const allowed = reaches(context.version, '2.5');
  if (kind !== 'defaults' || (name !== '' && allowed)) return null;
  return [keyword, `"${keyword.text}" cannot stand in a defaults section${allowed ? ' without a name' : ''}`];
}
