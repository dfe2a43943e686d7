import { createHash } from 'node:crypto';
import { byteLines } from '../matrix/lines.ts';
import type { MatrixDiff } from '../matrix-types.ts';
import type { ResultsOpened } from './matrix-results.ts';

/** A line that holds a difference. */
const begin = '{"schema":"sni-doctor/matrix-diff/1"';
/** Longer ones are not written. */
const longest = 4 * 1024 * 1024;

/** Differences that stand in a file. */
export interface Told {
  has(diff: MatrixDiff): boolean;
}

/**
 * Finds the differences that an earlier run wrote: where its file is gone on with, each stands in it once.
 * @param results its file
 * @returns which are there
 * @throws what reading throws
 */
export async function toldDiffs({ open }: Pick<ResultsOpened, 'open'>): Promise<Told> {
  const told = new Set<string>();
  for await (const { bytes } of byteLines(open(), longest)) {
    if (bytes === null || !bytes.subarray(0, begin.length).equals(Buffer.from(begin))) continue;
    try {
      told.add(keyOf(JSON.parse(bytes.toString('utf8')) as MatrixDiff));
    } catch {
      // Cut off, where the run was ended: it is not told.
    }
  }
  return { has: (diff) => told.has(keyOf(diff)) };
}

/** What was told of a host may hold no more, once a cell of it was tested again: then it is another difference. */
function keyOf({ host, from, to, differences }: MatrixDiff): string {
  const found = differences.map(({ what, from, to, judgement }) => [what, from, to, judgement]);
  // As short as can be: there may be one for each host.
  return createHash('sha256')
    .update(JSON.stringify([host, from, to, found]))
    .digest('base64');
}
