import type { Grammar } from './grammar.ts';
import type { Line } from './tree.ts';
import type { WordProblem } from './words.ts';

/**
 * Where HAProxy loses the rest of a line or of the file: at a NUL, and at a last line that has no line feed
 * (haproxy v3.4.0 src/cfgparse.c, `parse_cfg`). Measured on all five builds.
 * @param line the line
 * @param grammar of the version
 * @returns the problem; null: the line is whole
 */
export function lineEndProblem({ raw }: Line, { truncated }: Grammar): WordProblem | null {
  if (truncated === null) return null;
  const nul = raw.indexOf('\0');
  if (nul >= 0)
    return {
      column: nul + 1,
      word: '',
      message: 'a NUL byte: HAProxy reads neither the rest of the line nor the rest of the file',
      severity: truncated,
    };
  if (raw.endsWith('\n')) return null;
  return {
    column: raw.length + 1,
    word: '',
    message: 'the last line does not end with a line feed: HAProxy takes the file for cut off',
    severity: truncated,
  };
}
