import { predefined } from '../request/acl-keywords.ts';
import { readCondition } from '../request/condition.ts';
import type { Word } from '../syntax/tree.ts';
import type { ConditionWords } from './types.ts';

/**
 * Cuts the condition off a rule.
 * @param words words of the rule behind its keyword
 * @param skip how many belong to the rule whatever they say (`set-header if if if TRUE`)
 * @returns the rule's own words, and the condition; null: none
 */
export function cutCondition(words: readonly Word[], skip = 0): { own: Word[]; condition: ConditionWords | null } {
  const at = words.findIndex(({ text }, i) => i >= skip && (text === 'if' || text === 'unless'));
  if (at < 0) return { own: [...words], condition: null };
  return { own: words.slice(0, at), condition: { unless: words[at]?.text === 'unless', words: words.slice(at + 1) } };
}

/**
 * The first ACL of a condition that is not declared before it: HAProxy refuses that.
 * @param condition the condition
 * @param declared names of those declared so far
 * @returns the word; null: all are declared, or are HAProxy's own
 */
export function undeclared({ words }: ConditionWords, declared: ReadonlySet<string>): Word | null {
  const suites = readCondition(words);
  if (typeof suites === 'string') return null;
  const term = suites.flat().find(({ name }) => name !== null && !declared.has(name) && !predefined.has(name));
  const word = term?.words[0];
  return word && !word.unset ? word : null;
}

/**
 * Whether a brace of a condition is not closed.
 * @param condition the condition
 * @returns true where HAProxy looks for "}" in vain
 */
export function isOpen({ words }: ConditionWords): boolean {
  return typeof readCondition(words) === 'string';
}
