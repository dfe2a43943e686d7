import type { Evidence, Question } from '../types.ts';
import { mergeRuns } from './merge-runs.ts';
import { climb, complete, type GatherOptions, gather } from './run.ts';

/**
 * Asks the same question several times.
 * @param question what is asked
 * @param times how often
 * @param options as of `gather`; `onProgress` counts over all runs
 * @returns the evidence of all runs, with what the remedy of their sum would send
 * @throws AbortError when the signal is aborted
 */
export async function gatherRepeatedly(question: Question, times: number, options: GatherOptions): Promise<Evidence> {
  if (times === 1) return gather(question, options);
  const runs: Evidence[] = [];
  let before = 0;
  for (let run = 0; run < times; run++) {
    const onProgress = (done: number, started: number): void => options.onProgress?.(before + done, before + started);
    const evidence = await climb(question, { ...options, onProgress });
    runs.push(evidence);
    before += evidence.observations.length;
  }
  // What came most often may be of different runs, and call for a remedy that none of them tried.
  return complete(mergeRuns(runs), options);
}
