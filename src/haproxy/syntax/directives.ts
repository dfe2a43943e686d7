import { type Branches, mostLevels } from './branches.ts';
import { judge, type Surroundings, type Truth } from './condition.ts';
import { isSince, severityFor } from './grammar.ts';
import { wrong } from './header-problem.ts';
import { unsetMark } from './line-reader.ts';
import { shownText } from './shown.ts';
import type { Word } from './tree.ts';
import type { WordProblem } from './words.ts';

const branching = new Set(['.if', '.elif', '.else', '.endif']);
const messages = new Set(['.notice', '.warning', '.alert', '.diag']);

/** A line that begins with a dot. */
export interface Directive {
  words: readonly Word[];
  raw: string;
  line: number;
}

/**
 * Carries out `.if`, `.elif`, `.else` and `.endif`, which HAProxy looks at even in what it passes over
 * (haproxy v3.4.0 src/cfgparse.c, `parse_cfg`; HAProxy manual, chapter 2.4).
 * @param directive the line, its words with what is not known marked
 * @param branches of the file; changed
 * @param surroundings what conditions may ask
 * @returns what is wrong with it; null: it is another line
 */
export function branch(
  { words, raw, line }: Directive,
  branches: Branches,
  surroundings: Surroundings,
): WordProblem[] | null {
  const [keyword, first] = words;
  if (!keyword || !branching.has(keyword.text)) return null;
  const problems = sinceDirectives(keyword, surroundings);
  const condition = (): [Truth, string] => {
    const text = words.slice(1).map(({ text }) => text);
    const { truth, faults } = judge(text.join(' '), surroundings);
    for (const { at, message, severity } of faults)
      problems.push({ ...wrong(first ?? keyword, message, severity), word: shownText(text.join(' ').slice(at)) });
    return [truth, shownText(raw.slice(first?.start, words.at(-1)?.end))];
  };
  const fail = (message: string | null) => {
    if (message !== null) problems.push(wrong(keyword, message));
  };
  const alone = () => {
    if (first && first.text !== '') problems.push(wrong(first, `nothing can stand behind ${keyword.text}`));
  };
  if (keyword.text === '.if') {
    if (!branches.enter(line, condition)) fail(`more than ${mostLevels - 1} .if are open here`);
  } else if (keyword.text === '.elif') {
    fail(branches.turn(condition));
  } else if (keyword.text === '.else') {
    alone();
    fail(branches.otherwise());
  } else {
    alone();
    fail(branches.leave());
  }
  return problems;
}

/**
 * What HAProxy says at `.notice`, `.warning`, `.alert` and `.diag`, and of other words that begin with a dot.
 * @param words of a line that counts and begins with a dot; no branching
 * @param surroundings for which version
 * @returns problems: its own warning or alert, and what is wrong with the line
 */
export function message(words: readonly Word[], surroundings: Surroundings): WordProblem[] {
  const [keyword, text, excess] = words;
  if (!keyword) return [];
  if (!messages.has(keyword.text)) return [wrong(keyword, 'HAProxy has no such directive')];
  const problems = sinceDirectives(keyword, surroundings);
  if (excess && excess.text !== '') problems.push(wrong(excess, 'a message with blanks is quoted'));
  else if (keyword.text === '.alert') problems.push(said(keyword, text, 'fatal'));
  else if (keyword.text === '.warning') problems.push(said(keyword, text, 'warning'));
  return problems;
}

function said(keyword: Word, text: Word | undefined, severity: 'fatal' | 'warning'): WordProblem {
  const shown = shownText(text?.text.replaceAll(unsetMark, '') ?? '');
  return wrong(keyword, `the configuration itself says: ${shown}`, severity);
}

function sinceDirectives(keyword: Word, { version }: Surroundings): WordProblem[] {
  const severity = severityFor(version, (release) => (isSince(release, [2, 4]) ? null : 'fatal'));
  return severity === null ? [] : [wrong(keyword, 'HAProxy 2.3 and earlier know no such line', severity)];
}
