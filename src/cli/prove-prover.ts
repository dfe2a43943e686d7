import type { CheckOptions } from '../check/options.ts';
import type { HaproxyVersion } from '../haproxy/versions.ts';
import type { ProveResult } from '../prove-types.ts';
import type { ProbeResult, Question } from '../types.ts';
import type { Variable } from './environment.ts';

/** What proves on a HAProxy that is at hand: one that is started for it, or one that runs. */
export interface Prover {
  /** Of that HAProxy. */
  version: HaproxyVersion;
  /**
   * @param options the configuration, for that version
   * @param variables what the environment has beside that of this process
   * @param onRun called as runs of HAProxy begin and end
   * @returns the proof
   */
  configuration(
    options: CheckOptions,
    variables: readonly Variable[],
    onRun: (done: number, all: number) => void,
  ): Promise<ProveResult>;
  /**
   * @param question what was asked of a backend
   * @param result what came out, for that version
   * @param onRun called as runs of HAProxy begin and end
   * @returns the proof
   */
  remedy(question: Question, result: ProbeResult, onRun: (done: number, all: number) => void): Promise<ProveResult>;
}
