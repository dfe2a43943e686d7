import type { Word } from '../syntax/tree.ts';
import { type Known, known, unknown } from './known.ts';

/**
 * @param word of a rule; undefined: there is none
 * @returns its text; unknown where an environment variable in it is not set
 */
export function textOf(word: Word | undefined): Known<string> {
  if (!word) return unknown('an argument is missing');
  const unset = word.unset?.[0];
  return unset === undefined ? known(word.text) : unknown(`environment variable ${unset} is not set`);
}

/**
 * @param words of a rule
 * @returns their texts; unknown where one of them is
 */
export function textsOf(words: readonly Word[]): Known<string[]> {
  const texts: string[] = [];
  for (const word of words) {
    const text = textOf(word);
    if (!text.known) return text;
    texts.push(text.value);
  }
  return known(texts);
}

/**
 * Parts a rule from its condition, in rules that come as one list of words.
 * @param words `scheme https if { ssl_fc }`
 * @returns the words before `if` or `unless`, and the condition
 */
export function conditionOf(words: readonly Word[]): {
  words: Word[];
  condition: { unless: boolean; words: Word[] } | null;
} {
  const at = words.findIndex(({ text }) => text === 'if' || text === 'unless');
  if (at < 0) return { words: [...words], condition: null };
  return { words: words.slice(0, at), condition: { unless: words[at]?.text === 'unless', words: words.slice(at + 1) } };
}
