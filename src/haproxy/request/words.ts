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
