import type { MatrixCell } from '../matrix-types.ts';
import { startBrokenLines } from './broken-lines.ts';
import { readResults } from './results-file.ts';
import { startSeenCells } from './seen-cells.ts';

/** A file to be merged. */
export interface MergeInput {
  /** As people are told. */
  name: string;
  open(): AsyncIterable<Uint8Array>;
}

/** What became of the lines; filled while the cells are read. */
export interface MergeTally {
  cells: number;
  /** Cells that were there already, with the same outcome. */
  same: number;
  /** Cells that were there already, with another outcome. */
  conflicts: number;
  /** Lines that are no results. */
  broken: number;
  /** A line each. */
  notes: string[];
}

/**
 * @returns a tally of nothing
 */
export function startMergeTally(): MergeTally {
  return { cells: 0, same: 0, conflicts: 0, broken: 0, notes: [] };
}

/** So many are named one by one. */
const named = 5;

/**
 * Joins the results of several runs, or of the parts of one. They are read one after the other and only once: pipes will
 * do. Of cells that are there several times the first stays: the file named first counts most. Differences are passed
 * over, they follow from the cells.
 * @param inputs in the order in which they count
 * @param tally filled as the cells are read, complete when they have ended
 * @returns each cell once
 * @throws NoResults where one of them holds none; what reading throws
 */
export async function* mergeResults(inputs: readonly MergeInput[], tally: MergeTally): AsyncGenerator<MatrixCell> {
  const seen = startSeenCells();
  for (const { name, open } of inputs) {
    const broken = startBrokenLines(name);
    let empty = true;
    for await (const result of readResults(open(), name)) {
      broken.add(result);
      if (result.kind !== 'cell') continue;
      empty = false;
      const cell = result.value;
      const outcome = outcomeOf(cell);
      const first = seen.add(cell, outcome);
      if (first === null) {
        tally.cells += 1;
        yield cell;
      } else if (first === outcome) tally.same += 1;
      else {
        tally.conflicts += 1;
        if (tally.conflicts <= named)
          tally.notes.push(
            `${name}:${result.line}: ${cell.host} at ${cell.target} came out otherwise before: not counted`,
          );
      }
    }
    if (empty) tally.notes.push(`${name} holds no cell`);
    tally.broken += broken.count();
    tally.notes.push(...broken.notes());
  }
  if (tally.conflicts > named) tally.notes.push(`${tally.conflicts - named} more cells came out otherwise before`);
  if (tally.same > 0) tally.notes.push(`${count(tally.same)} in several files, counted once`);
}

function count(cells: number): string {
  return cells === 1 ? '1 cell is' : `${cells} cells are`;
}

/** A number that is the same for the same outcome, whatever the time it took: FNV-1a of what is said of a cell. */
function outcomeOf({ verdict, stage, reason, status, redirect, certificate }: MatrixCell): number {
  const text = JSON.stringify([verdict, stage, reason, status, redirect, certificate?.sha256 ?? null]);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
