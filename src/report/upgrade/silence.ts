import type { Configuration, Statement } from '../../haproxy/syntax/tree.ts';
import { introduced, since } from '../../haproxy/versions.ts';
import type { Target } from '../check/target.ts';
import { sectionAt } from '../cure/edit-place.ts';
import { newLines, type Way, type Why } from './way.ts';

/**
 * @param line of a backend
 * @returns whether it is one of a server
 */
export function isServerLine({ words: [first] }: Statement): boolean {
  return /^server(?:-template)?$/.test(first?.text ?? '');
}

/**
 * A block that only the versions with automatic server names read (HAProxy manual, chapter 2.4, since 2.4).
 * @param line what stands in it
 * @returns its lines
 */
export function blockLines(line: readonly string[]): string[][] {
  return [['.if', `version_atleast(${introduced.automaticSni})`], [...line], ['.endif']];
}

/**
 * A block of `.if` that only the versions with automatic server names read (HAProxy manual, chapter 2.4, since 2.4;
 * measured on 2.6.12, 2.8.25, 3.0.11, 3.2.26 and 3.4.7).
 * @param configuration the configuration
 * @param target a server of the section
 * @param words for its `default-server` line
 * @param known what is said of it
 * @returns the way; null: the first version has no blocks
 */
export function blockBefore(
  configuration: Configuration,
  { proxy, version }: Target,
  words: readonly string[],
  known: Why,
): Way | null {
  const first = sectionAt(configuration, proxy.at)?.lines.find(isServerLine);
  if (!first || words.length === 0 || !since(version, '2.4')) return null;
  return newLines(first.at, 'before', blockLines(['default-server', ...words]), known);
}

/**
 * An expression that yields nothing, so that no server name is sent (measured on 2.6.12, 2.8.25, 3.0.11, 3.2.26 and
 * 3.4.7). An empty string is no such thing: with `str()` 2.8.25 cuts the client off (CC--).
 */
export const noName = 'var(txn.no_name)';

/**
 * Opens the connection of a check by a rule that changes nothing else.
 * @param configuration the configuration
 * @param target a server of the backend
 * @param because code of what asks for it
 * @returns the way; null: the backend has no check rules of its own, or opens connections by a rule already
 */
export function connectDefault(configuration: Configuration, { proxy, server }: Target, because: string): Way | null {
  const { check } = proxy;
  const isPlain = check.type === 'httpchk' && !check.rules.some(({ action }) => action === 'connect');
  if (check.inherited || check.at === null || server.ownCheck || !isPlain) return null;
  const rules = sectionAt(configuration, proxy.at)?.lines.filter(({ words }) => words[0]?.text === 'http-check') ?? [];
  const place = rules[0]
    ? ({ at: rules[0].at, where: 'before' } as const)
    : ({ at: check.at, where: 'after' } as const);
  return newLines(place.at, place.where, [['http-check', 'connect', 'default']], { because, since: '2.2' });
}
