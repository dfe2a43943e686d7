import type { Matching } from '../../haproxy/request/acl-keywords.ts';
import type { Place } from '../../haproxy/syntax/tree.ts';
import type { About } from './haproxy-expressions.ts';
import { type Named, patternName } from './haproxy-names.ts';

/** A file that a configuration takes patterns from. */
export interface PatternFile {
  /** As it is written there. */
  path: string;
  /** Each line has a key and a value (a map); else the whole line is the pattern. */
  isMap: boolean;
  matching: Matching | null;
  about: About;
  /** Where it is named. */
  at: Place;
}

/**
 * The hosts among the patterns of a file (haproxy v3.4.0 src/pattern.c, `pat_ref_read_from_file`,
 * `pat_ref_read_from_file_smp`): a comment begins with `#` in the first column, blanks before a pattern do not count.
 * @param text the file, one character a byte
 * @param use how the configuration uses it
 * @yields hosts and what is left out, at the file's own lines
 */
export function* patternsOf(text: string, { path, isMap, matching, about }: PatternFile): Generator<Named> {
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const lineFeed = text.indexOf('\n', start);
    const end = lineFeed < 0 ? text.length : lineFeed;
    const raw = text.slice(start, end);
    start = end + 1;
    line += 1;
    if (raw.startsWith('#')) continue;
    const [whole = ''] = /^[ \t]*([^\r]*)/.exec(raw)?.slice(1) ?? [];
    const pattern = isMap ? (/^[^ \t]*/.exec(whole)?.[0] ?? '') : whole;
    const named = hostOf(pattern, matching, about, { file: path, line });
    if (named) yield named;
  }
}

/**
 * The host in a pattern.
 * @param pattern as written
 * @param matching how it is compared
 * @param about what it is compared with: of host and path, the host before the first slash is whole
 * @param at where it stands
 * @returns as {@link patternName}
 */
export function hostOf(pattern: string, matching: Matching | null, about: About, at: Place): Named | null {
  const slash = about === 'host-and-path' ? pattern.indexOf('/') : -1;
  if (slash > 0 && (matching === 'str' || matching === 'beg' || matching === 'dir'))
    return patternName(pattern.slice(0, slash), 'str', at);
  return patternName(pattern, matching, at);
}
