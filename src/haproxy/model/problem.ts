import type { Place, Problem, Word } from '../syntax/tree.ts';

/**
 * A line that HAProxy refuses.
 * @param at its place
 * @param word the word that is wrong; null: the line as a whole
 * @param message what is wrong with it, for people
 * @returns the problem, fatal
 */
export function refused(at: Place, word: Word | null, message: string): Problem {
  return { ...at, column: word ? word.start + 1 : 0, word: word?.text ?? '', message, severity: 'fatal' };
}

/**
 * A line that HAProxy complains of and goes on.
 * @param at its place
 * @param word the word that is wrong; null: the line as a whole
 * @param message what is wrong with it, for people
 * @returns the problem, a warning
 */
export function warned(at: Place, word: Word | null, message: string): Problem {
  return { ...refused(at, word, message), severity: 'warning' };
}
