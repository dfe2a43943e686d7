import { expand, type HaproxyVersion } from '../versions.ts';
import type { Problem } from './tree.ts';

export type ProblemSeverity = Problem['severity'];

/** What versions differ in when they take a line apart. */
export interface Grammar {
  version: HaproxyVersion;
  /** `.if` and its kin, `${.LINE}` and its kin. */
  directives: boolean;
  /** `${NAME-default}`. */
  defaults: boolean;
  /** `${NAME[*]}`. */
  expansion: boolean;
  /** `"${NAME[*]}"` makes no word where the variable is empty; before, it makes an empty one. */
  expandsToNothing: boolean;
  /** An empty word: it ends the line, unsaid, with a warning, or the line is refused. */
  emptyWord: ProblemSeverity | null;
  /** Blanks behind the last of 64 words count as one word too many. */
  countsLastBlank: boolean;
  /** What stands behind a NUL byte, or a missing line feed at the end: passed over, warned of, refused. */
  truncated: ProblemSeverity | null;
  /** `global` sections are read once beforehand: what they set holds from the first line on. */
  readsGlobalFirst: boolean;
}

type Release = readonly [major: number, minor: number];

/**
 * Whether a version is X.Y or later.
 * @param version one release
 * @param release X and Y
 * @returns true where it is; `any` counts as the newest
 */
export function isSince({ release }: HaproxyVersion, [major, minor]: Release): boolean {
  if (!release) return true;
  return release[0] > major || (release[0] === major && release[1] >= minor);
}

/**
 * How bad something is. Where several versions are meant that differ, it is a warning: whoever did not say which HAProxy
 * reads the file has most likely one that takes it.
 * @param version the version asked about
 * @param judge how bad it is for one release; null: that one does not mind
 * @returns the severity; null: none of them minds
 */
export function severityFor(
  version: HaproxyVersion,
  judge: (release: HaproxyVersion) => ProblemSeverity | null,
): ProblemSeverity | null {
  const all = expand(version).map(judge);
  if (all.every((severity) => severity === 'fatal')) return 'fatal';
  return all.some((severity) => severity !== null) ? 'warning' : null;
}

/**
 * How a version takes lines apart. Measured on the five builds of `measuredBuilds`; for releases before 2.6 read in
 * haproxy v2.0.0 to v2.5.0 src/cfgparse.c, `readcfgfile`, and src/tools.c, `parse_line`.
 * @param version the version
 * @returns its grammar; for `any` that of the newest, with the severities of all
 */
export function grammarOf(version: HaproxyVersion): Grammar {
  const since = (major: number, minor: number) => isSince(version, [major, minor]);
  const emptyWord = (release: HaproxyVersion) => {
    if (isSince(release, [3, 3])) return 'fatal';
    return isSince(release, [3, 2]) ? 'warning' : null;
  };
  const truncated = (release: HaproxyVersion) => {
    if (isSince(release, [2, 3])) return 'fatal';
    return isSince(release, [2, 2]) ? 'warning' : null;
  };
  return {
    version,
    directives: since(2, 4),
    defaults: since(2, 5),
    expansion: since(2, 3),
    expandsToNothing: since(3, 3),
    emptyWord: severityFor(version, emptyWord),
    countsLastBlank: !since(3, 2),
    truncated: severityFor(version, truncated),
    readsGlobalFirst: since(3, 1),
  };
}
