import type { Place, Problem, Word } from '../syntax/tree.ts';

const longest = 300;

/**
 * A line that HAProxy refuses.
 * @param at its place
 * @param word the word that is wrong; null: the line as a whole
 * @param message what is wrong with it, for people
 * @returns the problem, fatal
 */
export function refused(at: Place, word: Word | null, message: string): Problem {
  return {
    ...at,
    column: word ? word.start + 1 : 0,
    word: shortened(word?.text ?? ''),
    message: shortened(message),
    severity: 'fatal',
  };
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

/** A word may be as long as its file. */
function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}
