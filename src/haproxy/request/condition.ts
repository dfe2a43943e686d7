import type { Acl, ConditionWords } from '../model/types.ts';
import type { Word } from '../syntax/tree.ts';
import { predefined } from './acl-keywords.ts';
import type { SampleContext } from './context.ts';
import { isMet, readCriterion } from './criterion.ts';
import { type Known, known, unknown } from './known.ts';
import { textsOf } from './words.ts';

/**
 * Whether a condition holds (HAProxy manual, 7.2). What is not known only matters where it decides.
 * @param condition `if` or `unless` with its words; null: there is none, it always holds
 * @param proxy whose named ACLs it uses (`aclsFor` where there is a `defaults` section)
 * @param context the request and all that is known around it
 * @returns true or false
 */
export function holds(
  condition: ConditionWords | null,
  proxy: { readonly acls: readonly Acl[] },
  context: SampleContext,
): Known<boolean> {
  if (condition === null) return known(true);
  const suites = readCondition(condition.words);
  if (typeof suites === 'string') return unknown(suites);
  const truth = either(
    suites.map((terms) => () => both(terms.map((term) => () => termHolds(term, proxy.acls, context)))),
  );
  return truth.known ? known(truth.value !== condition.unless) : truth;
}

/** One ACL of a condition, by name or in braces. */
export interface Term {
  negated: boolean;
  /** Name of an ACL; null: it stands there itself. */
  name: string | null;
  words: Word[];
}

/**
 * Takes a condition apart (haproxy v3.4.0 src/acl.c:846).
 * @param words behind `if` or `unless`
 * @returns alternatives, each with the terms that it demands together; a string says why it is not understood
 */
export function readCondition(words: readonly Word[]): Term[][] | string {
  const suites: Term[][] = [];
  let suite: Term[] | null = null;
  let negated = false;
  for (let i = 0; i < words.length; i++) {
    const text = words[i]?.text ?? '';
    const bare = text.replace(/^!+/, '');
    if ((text.length - bare.length) % 2 === 1) negated = !negated;
    if (bare === '') continue;
    if (bare.toLowerCase() === 'or' || bare === '||') {
      suite = null;
      negated = false;
      continue;
    }
    let term: Term = { negated, name: bare, words: [words[i] as Word] };
    if (bare === '{') {
      const end = words.findIndex((word, at) => at > i && word.text === '}');
      if (end < 0) return 'a condition without closing brace';
      term = { negated, name: null, words: words.slice(i + 1, end) };
      i = end;
    }
    if (!suite) {
      suite = [];
      suites.push(suite);
    }
    suite.push(term);
    negated = false;
  }
  return suites;
}

/** What an ACL compares: the lines of its name, or the predefined one. */
export function aclLines(term: Term, acls: readonly Acl[]): Known<string[]>[] {
  if (term.name === null) return [textsOf(term.words)];
  const lines = byName(acls).get(term.name);
  if (lines) return lines.map(({ words }) => textsOf(words));
  const own = predefined.get(term.name);
  return [own ? known([...own]) : unknown(`ACL ${term.name}`)];
}

// Frontends have thousands of ACLs where they have thousands of backends.
const indexes = new WeakMap<readonly Acl[], ReadonlyMap<string, Acl[]>>();

function byName(acls: readonly Acl[]): ReadonlyMap<string, Acl[]> {
  const found = indexes.get(acls);
  if (found) return found;
  const index = new Map<string, Acl[]>();
  for (const acl of acls) {
    const lines = index.get(acl.name);
    if (lines) lines.push(acl);
    else index.set(acl.name, [acl]);
  }
  indexes.set(acls, index);
  return index;
}

function termHolds(term: Term, acls: readonly Acl[], context: SampleContext): Known<boolean> {
  const truth = either(aclLines(term, acls).map((line) => () => lineHolds(line, context)));
  return truth.known ? known(truth.value !== term.negated) : truth;
}

function lineHolds(line: Known<string[]>, context: SampleContext): Known<boolean> {
  if (!line.known) return line;
  const criterion = readCriterion(line.value);
  return typeof criterion === 'string' ? unknown(criterion) : isMet(criterion, context);
}

/** True as soon as one is, unknown when one might be. */
function either(parts: readonly (() => Known<boolean>)[]): Known<boolean> {
  return until(true, parts);
}

/** False as soon as one is, unknown when one might be. */
function both(parts: readonly (() => Known<boolean>)[]): Known<boolean> {
  return until(false, parts);
}

function until(decisive: boolean, parts: readonly (() => Known<boolean>)[]): Known<boolean> {
  let result: Known<boolean> = known(!decisive);
  for (const part of parts) {
    const truth = part();
    if (truth.known && truth.value === decisive) return truth;
    if (!truth.known) result = truth;
  }
  return result;
}
