import { diffArrays } from 'diff';

/** A line of the old file, of the new one, or of both. */
export interface MarkedLine {
  mark: '-' | '+' | ' ';
  text: string;
}

/**
 * The search for the fewest changed lines takes time that grows with their square: where there are more between two lines
 * that are surely the same, all of them are taken to have changed.
 */
const mostChanges = 1000;

/**
 * Finds out which lines differ.
 * @param before lines of the old file, with their line ends
 * @param after lines of the new file
 * @returns the lines of both in order; where lines give way to others, the old ones stand first
 */
export function markedLines(before: readonly string[], after: readonly string[]): MarkedLine[] {
  const result: MarkedLine[] = [];
  let from = { old: 0, new: 0 };
  for (const to of [...anchors(before, after), { old: before.length, new: after.length }]) {
    compare(before.slice(from.old, to.old), after.slice(from.new, to.new), result);
    const text = before[to.old];
    if (text !== undefined) result.push({ mark: ' ', text });
    from = { old: to.old + 1, new: to.new + 1 };
  }
  return result;
}

/** Lines that stand once in each file are the same line; those that would have changed places are left out. */
function anchors(before: readonly string[], after: readonly string[]): { old: number; new: number }[] {
  const places = uniquePlaces(after);
  const found: { old: number; new: number }[] = [];
  for (const [text, place] of uniquePlaces(before)) {
    const other = places.get(text);
    if (other !== undefined && other > (found.at(-1)?.new ?? -1)) found.push({ old: place, new: other });
  }
  return found;
}

function uniquePlaces(lines: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  lines.forEach((text, place) => {
    if (places.has(text)) repeated.add(text);
    places.set(text, place);
  });
  for (const text of repeated) places.delete(text);
  return places;
}

function compare(before: string[], after: string[], result: MarkedLine[]): void {
  const changes = diffArrays(before, after, { maxEditLength: mostChanges }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  for (const { value, added, removed } of changes)
    for (const text of value) result.push({ mark: added ? '+' : removed ? '-' : ' ', text });
}
