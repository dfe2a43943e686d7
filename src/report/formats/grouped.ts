/**
 * Puts together what belongs together.
 * @param items anything
 * @param keyOf what those of one group have in common
 * @returns the groups in the order in which they first appear, each in the order of its items
 */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
