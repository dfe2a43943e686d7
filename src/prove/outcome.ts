import type { ProvedRun, ProveResult } from '../prove-types.ts';

/** What a real HAProxy did with one server. */
export interface ProvedOutcome {
  /** Its own log lines of the check and of the request. */
  log: string[];
  up: boolean;
  /** Status that a user received; null: none. */
  status: number | null;
}

/**
 * The short of a proof of one server.
 * @param result the proof
 * @returns what HAProxy did before, and after
 */
export function outcomesOf({ before, after }: ProveResult): [ProvedOutcome, ProvedOutcome] {
  return [outcomeOf(before ?? after), outcomeOf(after)];
}

function outcomeOf({ servers: [server], log }: ProvedRun): ProvedOutcome {
  return { log, up: server?.check.up ?? false, status: server?.traffic[0]?.status ?? null };
}
