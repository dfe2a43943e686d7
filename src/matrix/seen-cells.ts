import { createHash } from 'node:crypto';
import type { MatrixCell } from '../matrix-types.ts';

/** What makes two cells the same one. */
export type CellKey = Pick<MatrixCell, 'host' | 'target' | 'address' | 'port'>;

/** The cells that were met, each with a number of its own. */
export interface SeenCells {
  /** Keeps a cell; returns the number of the one that was there first, which stays, or null. */
  add(cell: CellKey, number: number): number | null;
  has(cell: CellKey): boolean;
  size(): number;
}

/**
 * Remembers cells, hundreds of thousands of them: of each it keeps 128 bits of a SHA-256, whatever the length of its
 * names. Nobody can choose names of which two are taken for one.
 * @returns none yet
 */
export function startSeenCells(): SeenCells {
  const seen = new Map<string, number>();
  return {
    add(cell, number) {
      const key = digest(cell);
      const first = seen.get(key);
      if (first !== undefined) return first;
      seen.set(key, number);
      return null;
    },
    has: (cell) => seen.has(digest(cell)),
    size: () => seen.size,
  };
}

function digest({ host, target, address, port }: CellKey): string {
  const text = `${host.toLowerCase()}\n${target}\n${address ?? ''}\n${port}`;
  return createHash('sha256').update(text).digest().toString('latin1', 0, 16);
}
