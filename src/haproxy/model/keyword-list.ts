import { expand, type HaproxyVersion } from '../versions.ts';
import { closest } from './closest.ts';

/** A keyword and the versions that know it. */
export interface Keyword {
  name: string;
  /** Words that it takes. */
  args: number;
  /** First version that has it; null: 2.0 had it already. */
  since: string | null;
  /** First version that has it no more; null: none. */
  until: string | null;
}

/** Keywords by name: those of all versions. */
export type KeywordList = ReadonlyMap<string, Keyword>;

/**
 * Reads a list as this folder writes it: `name`, `name=1` (one argument), `name@2.8` (since), `name<3.2` (no more from).
 * @param text words between blanks
 * @returns the keywords by name
 */
export function keywordList(text: string): KeywordList {
  const list = new Map<string, Keyword>();
  for (const [, name = '', args, since, until] of text.matchAll(/([^\s=@<]+)(?:=(\d))?(?:@([\d.]+))?(?:<([\d.]+))?/g))
    list.set(name, { name, args: Number(args ?? 0), since: since ?? null, until: until ?? null });
  return list;
}

/**
 * Whether a version, or for `any` one of those that it stands for, has a keyword.
 * @param keyword the keyword
 * @param version the version
 * @returns true where it is not refused for its age
 */
export function hasKeyword({ since, until }: Keyword, version: HaproxyVersion): boolean {
  if (since === null && until === null) return true;
  return reaches(version, since) && !(until !== null && reaches(version, until));
}

/**
 * Whether a version, or for `any` one of those that it stands for, is at least another.
 * @param version the version
 * @param since `3.3`; null: the first of all
 * @returns true where it is
 */
export function reaches(version: HaproxyVersion, since: string | null): boolean {
  if (since === null) return true;
  const known = answers.get(version) ?? new Map<string, boolean>();
  answers.set(version, known);
  const answer = known.get(since) ?? isAtLeast(version, since);
  known.set(since, answer);
  return answer;
}

/** The same few questions are asked of every line. */
const answers = new WeakMap<HaproxyVersion, Map<string, boolean>>();

function isAtLeast(version: HaproxyVersion, since: string): boolean {
  const [major = 0, minor = 0, point = 0] = since.split('.').map(Number);
  return expand(version).some(({ release }) => {
    if (!release) return false;
    const order = release[0] - major || release[1] - minor || release[2] - point;
    return order >= 0;
  });
}

/**
 * Why a word is no keyword here, as far as that can be said.
 * @param text the word
 * @param list the keywords of all versions
 * @param version the version
 * @returns `; HAProxy 3.3 is the first to have it`, `; is "check-ssl" meant?`, or ''
 */
export function explainUnknown(text: string, list: KeywordList, version: HaproxyVersion): string {
  const other = list.get(text);
  if (other?.until && reaches(version, other.until)) return `; HAProxy has it no more since ${other.until}`;
  if (other?.since) return `; HAProxy ${other.since} is the first to have it`;
  const meant = closest(
    text,
    [...list.values()].filter((keyword) => hasKeyword(keyword, version)).map(({ name }) => name),
  );
  return meant === null ? '' : `; is "${meant}" meant?`;
}
