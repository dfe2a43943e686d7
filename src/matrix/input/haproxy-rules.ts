import { readCriterion } from '../../haproxy/request/criterion.ts';
import type { Statement, Word } from '../../haproxy/syntax/tree.ts';
import { type About, aboutHost, expressionsIn, type HostVariables, mapUses } from './haproxy-expressions.ts';
import { hostOf, type PatternFile } from './haproxy-files.ts';
import { type Named, notSet } from './haproxy-names.ts';

/**
 * What a line says of the hosts that clients ask for: ACLs with a name, those in braces, and expressions that look a host
 * up in a map.
 * @param line of a proxy's section
 * @param variables those that hold a host
 * @yields hosts, and the files that hold more
 */
export function* namesAsked({ words, at }: Statement, variables: HostVariables): Generator<Named | PatternFile> {
  for (const criterion of criteriaOf(words)) yield* hostCriterion(criterion, at, variables);
  for (const { text, unset } of words) {
    if (!text.includes('map')) continue;
    for (const expression of expressionsIn(text))
      for (const { file, ...use } of mapUses(expression, variables))
        yield unset ? notSet(unset, at) : { ...use, path: file, isMap: true, at };
  }
}

/**
 * The variables that a line puts a host into: `set-var(txn.host) req.hdr(host),lower`.
 * @param line of a proxy's section
 * @param variables those that are known to hold one
 * @yields their names
 */
export function* variablesOf(
  { words }: Statement,
  variables: HostVariables,
): Generator<{ name: string; about: About }> {
  for (const [i, { text }] of words.entries()) {
    const name = /^set-var\(([^,)]+)/.exec(text)?.[1];
    const [expression] = name === undefined ? [] : expressionsIn(words[i + 1]?.text ?? '');
    const about = expression ? aboutHost(expression, variables) : null;
    if (name !== undefined && about !== null) yield { name, about };
  }
}

/** Criteria with their flags and patterns: behind the name of an `acl`, and between braces. */
function criteriaOf(words: readonly Word[]): Word[][] {
  if (words[0]?.text === 'acl') return [words.slice(2)];
  const found: Word[][] = [];
  for (let at = 0; at < words.length; at++) {
    if (words[at]?.text.replace(/^!+/, '') !== '{') continue;
    const begin = at + 1;
    while (at < words.length && words[at]?.text !== '}') at += 1;
    if (at < words.length) found.push(words.slice(begin, at));
  }
  return found;
}

function* hostCriterion(
  words: readonly Word[],
  at: Statement['at'],
  variables: HostVariables,
): Generator<Named | PatternFile> {
  const criterion = readCriterion(words.map(({ text }) => text));
  if (typeof criterion === 'string') {
    if (/hdr[a-z_]*\(host|ssl_fc_sni|req[._]ssl_sni/i.test(words[0]?.text ?? ''))
      yield { at, wrong: `${criterion.slice(0, 120)} is not understood: names in it are not known` };
    return;
  }
  const { expression, patterns, files } = criterion;
  const own = aboutHost(expression, variables);
  const about = own ?? aboutHost(expression, variables, 0);
  // What a map gives is no host, and what it looks for stands in its file.
  if (about === null || expression.converters.some(({ name }) => name.startsWith('map'))) return;
  const { list } = patterns;
  const matching = own === null && patterns.matching === 'str' ? null : patterns.matching;
  for (const { text, unset } of words.slice(words.length - list.length)) {
    const named = unset ? notSet(unset, at) : hostOf(text, matching, about, at);
    if (named) yield named;
  }
  const isMap = words.some(({ text }) => text === '-M');
  for (const path of files) yield { path, isMap, matching, about, at };
}
