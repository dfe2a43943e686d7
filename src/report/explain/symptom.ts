import type { Likelihood } from '../../explain-types.ts';

/** An id of the catalogue as a possible reason: how likely, and why. */
export type Guess = readonly [id: string, likelihood: Likelihood, because: string];

/** What tells the possible reasons apart. */
export type Separation =
  | 'connection'
  | 'handshake'
  | 'certificate'
  | 'request'
  | 'configuration'
  | 'versions'
  | 'running';

/** What a text tells, whoever wrote it. */
export interface Symptom {
  /** What was meant, in a sentence or two. */
  meaning: string;
  /** Possible reasons, the likeliest first; empty: nothing is wrong, or it is not known. */
  causes: readonly Guess[];
  /** null: there is nothing to tell apart. */
  by: Separation | null;
}
