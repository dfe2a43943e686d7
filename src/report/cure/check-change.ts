import { checkRulesLost } from '../../catalogue/lints/check-rules-lost.ts';
import type { NewWord } from '../../haproxy/edit/change.ts';
import type { Place } from '../../haproxy/syntax/tree.ts';
import type { CheckLine, CheckLines } from './check-lines.ts';
import type { CureEdit, Patient } from './cure.ts';
import { addEdit, lineEdit, type Why, wordsEdit } from './edit.ts';

/** Words of a check's line give way to others: `from` is `to` where they join it, `words` empty where they go. */
export interface Rewrite {
  line: CheckLine;
  from: number;
  to: number;
  words: readonly NewWord[];
  why: Why;
}

/** A line that joins a check. */
export interface Addition {
  /** The line that it follows; null: it comes first. */
  behind: CheckLine | null;
  words: readonly NewWord[];
  why: Why;
}

/** What becomes of the lines of a check. */
export interface CheckChange {
  rewrites: readonly Rewrite[];
  additions: readonly Addition[];
}

/** Nothing. */
export const noChange: CheckChange = { rewrites: [], additions: [] };

/**
 * Words behind the last one of a line.
 * @param line the line
 * @param words which
 * @param why what is said of it
 * @returns the rewrite
 */
export function appended(line: CheckLine, words: readonly NewWord[], why: Why): Rewrite {
  return { line, from: line.words.length, to: line.words.length, words, why };
}

/** A line in its place among the others: it stands there, or it is to be written. */
type Placed = { line: CheckLine } | { words: readonly NewWord[]; why: Why };

/**
 * Writes a change of a check down as edits. Lines that stand elsewhere are written out in the section, all of them:
 * its first rule of its own would replace them all (haproxy v3.4.0 src/tcpcheck.c:4367).
 * @param patient the server
 * @param check the lines in force
 * @param change what becomes of them
 * @param whole they are written out in any case
 * @returns the edits
 * @throws Error where a word cannot be written into a configuration
 */
export function changeEdits(
  patient: Patient,
  { lines, behind }: CheckLines,
  { rewrites, additions }: CheckChange,
  whole = false,
): CureEdit[] {
  const ownRules = lines.some(({ own, kind }) => own && kind !== 'option');
  const copies = whole || rewrites.some(({ line }) => !line.own) || (additions.length > 0 && !ownRules);
  const isWritten = (line: CheckLine) => copies && !line.own && !isBareOption(patient, line, rewrites);
  const first = lines.find(isWritten);
  const follows = (line: CheckLine | null) => additions.filter((one) => one.behind === line);
  const placed: Placed[] = [
    ...follows(null),
    ...lines.flatMap((line): Placed[] => [
      isWritten(line)
        ? copyOf(line, rewrites, {
            first: line === first && !patient.target.server.ownCheck,
            stricter: whole && line.kind === 'expect',
          })
        : { line },
      ...follows(line),
    ]),
  ];
  return placed.flatMap((one, i): CureEdit[] => {
    if ('line' in one) return one.line.own ? ownEdits(patient, one.line, rewrites) : [];
    return [lineEdit(patient, besides(placed, i, behind), one.words, one.why)];
  });
}

/** Next to a line that stands: the one before it, else the one behind it. */
function besides(placed: readonly Placed[], i: number, behind: Place): { at: Place; where: 'before' | 'after' } {
  const stands = (one: Placed) => 'line' in one && one.line.own;
  const before = placed.slice(0, i).findLast(stands);
  if (before && 'line' in before) return { at: before.line.at, where: 'after' };
  const after = placed.slice(i).find(stands);
  if (after && 'line' in after) return { at: after.line.at, where: 'before' };
  return { at: behind, where: 'after' };
}

/** An inherited option without words of its own stays in force. */
function isBareOption({ target }: Patient, line: CheckLine, rewrites: readonly Rewrite[]): boolean {
  const { kind, words } = line;
  return (
    kind === 'option' && words.length === 2 && !target.server.ownCheck && !rewrites.some((one) => one.line === line)
  );
}

const writtenOut =
  'A rule in a backend replaces every check rule that it inherits: the inherited check is written out.';

const askedAgain = 'The check asks again for what defaults asks for, and what it does not ask for today.';

function copyOf(line: CheckLine, rewrites: readonly Rewrite[], is: { first: boolean; stricter: boolean }): Placed {
  // From the last word on, so that the others keep their numbers.
  const own = rewrites.filter((one) => one.line === line).reverse();
  own.sort((a, b) => b.from - a.from);
  const words = own.reduce<CheckLine['copy']>((all, { from, to, words: put }) => {
    return [...all.slice(0, from), ...put, ...all.slice(to)];
  }, line.copy);
  const [first] = own;
  const why = { because: first?.why.because ?? checkRulesLost.code, since: first?.why.since ?? sinceOf(line) };
  const notes = [
    ...(is.first ? [writtenOut] : []),
    ...(is.stricter ? [askedAgain] : []),
    ...own.flatMap((one) => one.why.notes ?? []),
  ];
  const safety = is.stricter ? 'review' : 'safe';
  return { words: words.filter((one) => one !== null), why: { ...why, safety, notes, kept: true } };
}

function sinceOf({ kind, words }: CheckLine): string {
  return kind === 'option' || words[0]?.text === 'tcp-check' ? '1.5' : '2.2';
}

function ownEdits(patient: Patient, line: CheckLine, rewrites: readonly Rewrite[]): CureEdit[] {
  return rewrites
    .filter((one) => one.line === line)
    .map(({ from, to, words, why }) => {
      if (from < to) return wordsEdit(patient, { at: line.at, from, to }, words, why);
      const before = from < line.words.length ? { before: from } : {};
      return addEdit(patient, { at: line.at, ...before }, words, why);
    });
}
