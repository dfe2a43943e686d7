import type { Named } from './named.ts';
import type { SeenCase, SeenSeparation } from './seen.ts';

/**
 * Counts the pairs of backends with different causes that HAProxy logs in the same words.
 * @param seen what HAProxy says of each backend
 * @param named what the probe saw of each, in the same order
 * @returns how many there are, and for how many of them one and the same plan brought different things
 */
export function pairs(seen: readonly SeenCase[], named: readonly Named[]): SeenSeparation['pairs'] {
  const all = seen.flatMap((a, i) => seen.slice(i + 1).map((b, k) => ({ a, b, i, j: i + 1 + k })));
  const alike = all.filter(({ a, b }) => a.given[0] !== b.given[0] && loggedAlike(a, b));
  const apart = alike.filter(({ i, j }) => differ(named[i], named[j]));
  return { alike: alike.length, apart: apart.length };
}

/**
 * Whether some HAProxy says the same of two backends on the same line.
 * @param a one
 * @param b the other
 * @returns true where there is such a line
 */
export function loggedAlike(a: SeenCase, b: SeenCase): boolean {
  return Object.entries(a.logged).some(([version, lines]) =>
    Object.entries(lines).some(([line, words]) => b.logged[version]?.[line] === words),
  );
}

function differ(a: Named | undefined, b: Named | undefined): boolean {
  return Object.entries(a?.brought ?? {}).some(([id, words]) => {
    const other = b?.brought[id];
    return other !== undefined && other !== words;
  });
}
