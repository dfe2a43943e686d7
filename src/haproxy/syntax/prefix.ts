import type { HaproxyVersion } from '../versions.ts';
import { isSince, severityFor } from './grammar.ts';
import { wrong } from './header-problem.ts';
import type { Word } from './tree.ts';
import type { WordProblem } from './words.ts';

/** What `no` and `default` can stand before, and since when (haproxy v2.0.0 to v3.4.0 src/cfgparse.c). */
const keywords = new Map<string, readonly [major: number, minor: number]>([
  ['option', [2, 0]],
  ['log', [2, 0]],
  ['busy-polling', [2, 0]],
  ['set-dumpable', [2, 1]],
  ['strict-limits', [2, 1]],
  ['insecure-fork-wanted', [2, 2]],
  ['numa-cpu-mapping', [2, 4]],
]);

/**
 * Whether a line begins with `no` or `default`.
 * @param words of the line
 * @returns true where it does
 */
export function hasPrefix([first]: readonly Word[]): boolean {
  return first?.text === 'no' || first?.text === 'default';
}

/**
 * What HAProxy refuses of a line that begins with `no` or `default`.
 * @param words of the line
 * @param version who reads it
 * @returns at most one problem
 */
export function prefixProblems([prefix, keyword]: readonly Word[], version: HaproxyVersion): WordProblem[] {
  if (!prefix) return [];
  const since = keywords.get(keyword?.text ?? '');
  const severity = severityFor(version, (release) => (since && isSince(release, since) ? null : 'fatal'));
  if (severity === null) return [];
  return [
    wrong(keyword ?? prefix, `"${prefix.text}" can stand before ${[...keywords.keys()].join(', ')} only`, severity),
  ];
}
