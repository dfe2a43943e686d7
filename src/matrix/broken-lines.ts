import type { ResultLine } from './results-file.ts';

/** Collects the lines of a file that are no results, and says so in a few lines however many there are. */
export interface BrokenLines {
  add(result: ResultLine): void;
  /** Lines that are wrong, not counting those that are only cut off. */
  count(): number;
  notes(): string[];
}

/** So many are named one by one. */
const named = 5;

/**
 * @param name of the file, as people are told
 * @returns none yet
 */
export function startBrokenLines(name: string): BrokenLines {
  const first: string[] = [];
  let broken = 0;
  const torn: number[] = [];
  let tornMore = 0;
  return {
    add(result) {
      if (result.kind === 'broken') {
        broken += 1;
        if (first.length < named) first.push(`${name}:${result.line}: passed over: ${result.problem}`);
      } else if (result.kind === 'torn') {
        if (torn.length < named) torn.push(result.line);
        else tornMore += 1;
      }
    },
    count: () => broken,
    notes() {
      const notes = [...first];
      if (broken > first.length) notes.push(`${name}: ${broken - first.length} more lines are passed over`);
      for (const line of torn) notes.push(`${name}:${line}: the line is cut off, where a run was ended: passed over`);
      if (tornMore > 0) notes.push(`${name}: ${tornMore} more lines are cut off`);
      return notes;
    },
  };
}
