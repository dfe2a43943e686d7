/**
 * The word of a list that a mistyped one is likely to be.
 * @param text what was written
 * @param words the candidates
 * @returns the one that the fewest added, lost, changed or swapped letters lead to; null: none is near
 */
export function closest(text: string, words: readonly string[]): string | null {
  // Longer words are no slips of the hand, and comparing them takes time.
  if (text.length > 40) return null;
  let best: string | null = null;
  let least = Math.max(1, Math.floor(text.length / 3)) + 1;
  for (const word of words) {
    if (Math.abs(word.length - text.length) >= least) continue;
    const apart = distance(text, word);
    if (apart < least) [least, best] = [apart, word];
  }
  return best;
}

/** Edit distance in which swapping two neighbours is one step. */
function distance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    [older, previous] = [previous, row];
  }
  return previous[b.length] ?? 0;
}
