import type { Place, Problem, Statement } from '../syntax/tree.ts';
import type { Unknown } from './types.ts';

/**
 * What seems to be refused and may not be, because something that decides it is not known.
 * @param problem as it is with what is known alone
 * @returns a warning of it
 */
export function doubted(problem: Problem): Problem {
  if (problem.severity !== 'fatal') return problem;
  return { ...problem, message: `${problem.message}, as far as is known here`, severity: 'warning' };
}

/**
 * Doubts what is said of words at or behind an environment variable that is not set: its value may be what a word belongs
 * to, or several words, or nothing, which ends the line.
 * @param problems found in some lines
 * @param lines the lines
 * @returns the problems
 */
export function withinKnownWords(problems: readonly Problem[], lines: readonly Statement[]): readonly Problem[] {
  if (problems.length === 0) return problems;
  const from = new Map<string, number>();
  for (const { words, at } of lines) {
    const unset = words.find((word) => word.unset);
    if (unset) from.set(key(at), unset.start);
  }
  if (from.size === 0) return problems;
  return problems.map((problem) => {
    const start = from.get(key(problem));
    const isKnown = start === undefined || (problem.column > 0 && problem.column <= start);
    return isKnown ? problem : doubted(problem);
  });
}

function key({ file, line }: Place): string {
  return `${line} ${file}`;
}

/**
 * Whether something that is not known decides more than what becomes of requests: the mode, and what servers get.
 * @param unknown what is not known of a section
 * @returns true where it does
 */
export function decidesServers(unknown: readonly Unknown[]): boolean {
  return unknown.some(({ affects }) => affects !== 'traffic');
}
