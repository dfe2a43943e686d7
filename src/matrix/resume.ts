import type { MatrixCell } from '../matrix-types.ts';
import { type BrokenLines, startBrokenLines } from './broken-lines.ts';
import { readResults } from './results-file.ts';
import { startSeenCells } from './seen-cells.ts';

/** What an earlier run has done. */
export interface Resume {
  /**
   * @param host as it is sent
   * @param target label
   * @param address IP literal; null: its name does not resolve
   * @param port of the target
   * @returns whether this cell is in the file
   */
  done(host: string, target: string, address: string | null, port: number): boolean;
  /** How many cells are in it, each counted once. */
  count: number;
  /** The last line is cut off. */
  torn: boolean;
  /** What people should know of the file, a line each. */
  notes: string[];
  /** Reads them once more, each once, of several the first; what was written behind them since is not read. */
  cells(): AsyncGenerator<MatrixCell>;
}

/**
 * Reads what an earlier run has done.
 * @param open opens the file, from its beginning to where it ended the first time
 * @param name of the file, as people are told
 * @returns the cells in it, in as little memory as can be
 * @throws NoResults where it holds none; what reading throws
 */
export async function readResume(open: () => AsyncIterable<Uint8Array>, name: string): Promise<Resume> {
  const seen = startSeenCells();
  const broken: BrokenLines = startBrokenLines(name);
  /** Which cells are in it already, by their place: hardly ever any. */
  const again = new Set<number>();
  let place = 0;
  let torn = false;
  for await (const result of readResults(open(), name)) {
    torn = result.kind === 'torn';
    broken.add(result);
    if (result.kind !== 'cell') continue;
    if (seen.add(result.value, 0) !== null) again.add(place);
    place += 1;
  }
  const notes = broken.notes();
  if (again.size > 0) notes.push(`${name}: ${again.size} ${again.size === 1 ? 'cell is' : 'cells are'} in it twice`);
  if (seen.size() === 0) notes.push(`${name} holds no cell: there is nothing to go on from`);
  return {
    done: (host, target, address, port) => seen.has({ host, target, address, port }),
    count: seen.size(),
    torn,
    notes,
    async *cells() {
      let next = 0;
      for await (const result of readResults(open(), name))
        if (result.kind === 'cell' && !again.has(next++)) yield result.value;
    },
  };
}
