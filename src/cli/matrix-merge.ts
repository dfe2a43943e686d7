import { existsSync } from 'node:fs';
import { type MergeTally, mergeResults, startMergeTally } from '../matrix/merge.ts';
import type { MatrixCell } from '../matrix-types.ts';
import { refusing, resultsOf } from './matrix-results.ts';
import { isSameFile } from './matrix-resume.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** Results that are being joined. */
export interface OpenedMerge {
  /** Each cell once, in the order of the files; throws a Refusal with exit code 3 for a file that holds no results. */
  cells: AsyncGenerator<MatrixCell>;
  /** Complete when the cells have ended: what to say of duplicates, of lines that are broken or cut off. */
  tally: MergeTally;
}

/**
 * `matrix merge`: joins results of several runs, or of the parts of one. Differences in the files are passed over: who
 * wants them compares the cells again.
 * @param files in the order in which they count, `-` for standard input; pipes will do
 * @param terminal streams and Ctrl-C
 * @returns the cells, to be summed up, compared and written like those of a run
 * @throws Refusal with exit code 2 where standard output is written to one of them, 3 where one is not there
 */
export function openMerge(files: readonly string[], terminal: Terminal): OpenedMerge {
  for (const file of files.filter((name) => name !== '-')) {
    // Before anything is written; a result would else be begun without it.
    if (!existsSync(file)) throw new Refusal(3, `${file}: no such file or folder`);
    if (isSameFile(file, terminal.stdout))
      throw new Refusal(2, `matrix merge: ${file} is where the result goes, too`, 'write it to another file');
  }
  const tally = startMergeTally();
  const inputs = files.map((file) => resultsOf(file, terminal));
  return { cells: refusing(mergeResults(inputs, tally)), tally };
}
