import { type Column, checkDifference, columns, type Difference, trafficDifference } from './compare.ts';
import type { Tried, VersionRun } from './run.ts';

/** How many cells of a version agree, by column, and what those that do not say. */
export interface Agreement {
  total: number;
  agreed: Record<Column, number>;
  /** A line for each cell and half of it that differs. */
  differences: string[];
}

const checkColumns = columns.slice(0, 4);
const trafficColumns = columns.slice(4);

/**
 * Holds every cell of a run against its prediction.
 * @param run the run
 * @returns the numbers and the differences
 */
export function agreement({ branch, tried }: VersionRun): Agreement {
  const agreed = Object.fromEntries(columns.map((column) => [column, 0])) as Record<Column, number>;
  const differences: string[] = [];
  for (const one of tried) {
    for (const [half, difference] of [
      [checkColumns, checkOf(one)],
      [trafficColumns, trafficOf(one)],
    ] as const) {
      const first = difference ? half.indexOf(difference.column) : half.length;
      for (const column of half.slice(0, first)) agreed[column] += 1;
      if (difference) differences.push(`${branch} ${one.cell.name}, ${difference.column}: ${difference.text}`);
    }
  }
  return { total: tried.length, agreed, differences };
}

function checkOf({ predicted, measured, alone }: Tried): Difference | null {
  if (!predicted) return { column: 'status', text: 'nothing was predicted' };
  const shared = checkDifference(predicted.check, measured.check, true);
  if (shared) return shared;
  return alone.map((check) => checkDifference(predicted.check, check, false)).find((found) => found !== null) ?? null;
}

function trafficOf({ predicted, measured }: Tried): Difference | null {
  return trafficDifference(predicted?.traffic[0], measured.traffic);
}
