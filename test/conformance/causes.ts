import type { CheckPrediction } from '../../src/check-types.ts';
import type { Cell } from './cells.ts';
import { checkMembers } from './compare.ts';

/** A port that the system chose says nothing; HAProxy names it where a check connects to one of its own. */
const withoutPort = (info: string): string => info.replace(/\(connect port \d+/g, '(connect port N');

/**
 * Chooses one cell of each distinct prediction: those whose `info` is looked at alone.
 * @param cells all of them, in order
 * @param predicted the prediction of a cell's check
 * @returns the first cell of each set of outcomes
 */
export function distinctCauses(
  cells: readonly Cell[],
  predicted: (cell: Cell) => CheckPrediction | undefined,
): readonly Cell[] {
  const causes = new Map<string, Cell>();
  for (const cell of cells) {
    const prediction = predicted(cell);
    if (!prediction || prediction.status === null) continue;
    const key = JSON.stringify(
      checkMembers(prediction).map(({ status, code, info }) => [status, code, info.map(withoutPort)]),
    );
    if (!causes.has(key)) causes.set(key, cell);
  }
  return [...causes.values()];
}
