import type { TrafficOutcome } from '../../../types.ts';
import type { RequestRule } from '../../model/types.ts';
import type { SampleContext } from '../context.ts';

/** What a rule does to a request. */
export type Effect =
  /** It goes on, as the rule has changed it. */
  | { kind: 'go'; context: SampleContext }
  /** HAProxy answers itself, or cuts the connection. */
  | { kind: 'end'; outcome: TrafficOutcome }
  /** No further rule of this list is looked at. */
  | { kind: 'stop' }
  /** What it does is not known. */
  | { kind: 'unknown'; because: string };

/**
 * An action of `http-request` or `tcp-request`.
 * @param rule with its arguments
 * @param context the request so far
 * @returns what it does
 */
export type Action = (rule: RequestRule, context: SampleContext) => Effect;

/** Actions by name, without what stands in brackets. */
export type Actions = ReadonlyMap<string, Action>;

/** Of what neither changes nor ends a request. */
export const nothing: Action = (_, context) => ({ kind: 'go', context });

/**
 * @param status what the client receives; null: nothing
 * @param termination what is logged
 * @returns the end of a request
 */
export function ends(status: number | null, termination: string): Effect {
  return { kind: 'end', outcome: { status, termination } };
}
