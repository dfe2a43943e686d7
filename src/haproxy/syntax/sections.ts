import type { HaproxyVersion } from '../versions.ts';
import { isSince, type ProblemSeverity, severityFor } from './grammar.ts';

type Release = readonly [major: number, minor: number];

interface Kind {
  since: Release;
  /** The first release without it. */
  until?: Release;
}

/**
 * The sections of a configuration file by the releases that have them (haproxy v2.0.0 to v3.5-dev5,
 * `REGISTER_CONFIG_SECTION`). Those of SPOE stand in files of their own.
 */
const sections: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...['global', 'defaults', 'frontend', 'backend', 'listen', 'peers', 'resolvers', 'userlist', 'mailers', 'cache'].map(
    (keyword) => [keyword, { since: [2, 0] }] as [string, Kind],
  ),
  ['namespace_list', { since: [2, 0] }],
  ['program', { since: [2, 0], until: [3, 3] }],
  ['fcgi-app', { since: [2, 1] }],
  ['http-errors', { since: [2, 2] }],
  ['ring', { since: [2, 2] }],
  ['log-forward', { since: [2, 3] }],
  ['crt-store', { since: [3, 0] }],
  ['traces', { since: [3, 1] }],
  ['log-profile', { since: [3, 1] }],
  ['acme', { since: [3, 2] }],
  ['healthcheck', { since: [3, 4] }],
]);

/** How a keyword begins a section. */
export interface SectionStart {
  keyword: string;
  /** Why HAProxy does not take it for the beginning of a section. */
  problem?: { message: string; severity: ProblemSeverity };
}

/**
 * What begins a section.
 * @param version who reads
 * @returns all section keywords there are; those that the version does not have with the problem that they are
 */
export function sectionKeywords(version: HaproxyVersion): ReadonlyMap<string, SectionStart> {
  return new Map(Array.from(sections, ([keyword, kind]) => [keyword, startOf(keyword, kind, version)]));
}

function startOf(keyword: string, { since, until }: Kind, version: HaproxyVersion): SectionStart {
  const isKnown = (release: HaproxyVersion) => isSince(release, since) && !(until && isSince(release, until));
  const severity = severityFor(version, (release) => (isKnown(release) ? null : 'fatal'));
  if (severity === null) return { keyword };
  const range = until ? `before ${until.join('.')}` : `since ${since.join('.')}`;
  return { keyword, problem: { message: `HAProxy has this section ${range} only`, severity } };
}

/**
 * Whether a line begins a section. One that the version does not have, or that is written with capitals, does so here
 * too: what follows belongs to it and not to the section before.
 * @param word the first word of the line
 * @param keywords of {@link sectionKeywords}
 * @returns the section; undefined: the line belongs to the section that it stands in
 */
export function sectionStart(word: string, keywords: ReadonlyMap<string, SectionStart>): SectionStart | undefined {
  const start = keywords.get(word);
  if (start) return start;
  const small = word.toLowerCase();
  if (small === word || !keywords.has(small)) return undefined;
  const message = `HAProxy tells capitals from small letters: this section is written ${small}`;
  return { keyword: small, problem: { message, severity: 'fatal' } };
}
