import type { Place, Word } from '../syntax/tree.ts';
import { boundsVersion } from './server-keywords.ts';
import type { Setting } from './types.ts';

/** What the `global` sections so far say of servers' TLS, as settings of server lines. */
export interface TlsDefaults {
  /** `ciphers`, `ciphersuites`, `curves`, `sigalgs` and `client-sigalgs`, by these names. */
  readonly lists: ReadonlyMap<string, Setting>;
  readonly versions: readonly Setting[];
}

export const noTlsDefaults: TlsDefaults = { lists: new Map(), versions: [] };

/**
 * Adds `ssl-default-server-ciphers` and its kin.
 * @param before what held so far
 * @param keyword of the server line that it stands for
 * @param value its value
 * @param at its place
 * @returns what holds then
 */
export function withList(before: TlsDefaults, keyword: string, value: Word, at: Place): TlsDefaults {
  const setting: Setting = { keyword, args: [value], at, inherited: true };
  return { ...before, lists: new Map(before.lists).set(keyword, setting) };
}

/**
 * Adds `ssl-default-server-options`.
 * @param before what held so far
 * @param words behind it
 * @param at its place
 * @returns what holds then
 */
export function withOptions(before: TlsDefaults, words: readonly Word[], at: Place): TlsDefaults {
  const versions = [...before.versions];
  for (const [i, word] of words.entries()) {
    if (!boundsVersion(word.text)) continue;
    const args = word.text.startsWith('ssl-m') ? words.slice(i + 1, i + 2) : [];
    versions.push({ keyword: word.text, args, at, inherited: true });
  }
  return { ...before, versions };
}
