import type { ProblemSeverity } from './grammar.ts';
import { shownText } from './shown.ts';
import type { Word } from './tree.ts';
import type { WordProblem } from './words.ts';

/**
 * A word that HAProxy does not like where it stands.
 * @param word the word
 * @param message what is wrong with it
 * @param severity what HAProxy does
 * @returns the problem
 */
export function wrong(word: Word, message: string, severity: ProblemSeverity = 'fatal'): WordProblem {
  return { column: word.start + 1, word: shownText(word.text), message, severity };
}

/**
 * Characters that names of sections cannot have (haproxy v3.4.0 src/tools.c, `invalid_char`).
 * @param name the name
 * @param severity what HAProxy does about it
 * @returns the problem; null: there are none
 */
export function nameProblem(name: Word, severity: ProblemSeverity): WordProblem | null {
  const bad = /[^\w.:-]/.exec(name.text)?.[0];
  if (bad === undefined) return null;
  return wrong(name, `a name has letters, digits and . : _ - only, and not ${shownText(bad)}`, severity);
}
