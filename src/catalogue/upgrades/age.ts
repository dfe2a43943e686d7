import type { HaproxyVersion } from '../../haproxy/versions.ts';

/**
 * A version as people write it.
 * @param version a release
 * @returns `3.4.7`
 */
export function numberOf({ release, text }: HaproxyVersion): string {
  return release?.join('.') ?? text;
}

/**
 * Which of two releases is the older one.
 * @param a a release
 * @param b another
 * @returns below 0: the first; 0: neither; above 0: the second
 */
export function compareReleases(a: HaproxyVersion, b: HaproxyVersion): number {
  const difference = (a.release ?? []).map((number, i) => number - (b.release?.[i] ?? 0)).find((one) => one !== 0);
  return difference ?? 0;
}
