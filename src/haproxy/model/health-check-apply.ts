import type { Problem, Statement } from '../syntax/tree.ts';
import type { HaproxyVersion } from '../versions.ts';
import { type CheckLine, checkLine, ofRefusal, type Refusal, uncertainLine } from './health-check-line.ts';
import type { CheckState } from './health-check-state.ts';

/** A section after a line, and what HAProxy complains of in it. */
export interface Applied {
  state: CheckState;
  problems: readonly Problem[];
}

/**
 * Applies a line, unless it is not known whether it counts: then that is all that it changes.
 * @param state the section so far
 * @param statement the line
 * @param version the version
 * @param apply what the line does
 * @returns the section after it
 */
export function applyStatement(
  state: CheckState,
  statement: Statement,
  version: HaproxyVersion,
  apply: (state: CheckState, line: CheckLine) => Applied | Refusal,
): Applied {
  const withUnknown = (unknown: CheckState['unknown']) => ({ ...state, unknown: [...state.unknown, ...unknown] });
  if (statement.uncertain !== undefined) return { state: withUnknown([uncertainLine(statement)]), problems: [] };
  const line = checkLine(statement, version);
  const applied = apply(state, line);
  if (!('refused' in applied)) return applied;
  const result = ofRefusal(line, applied);
  if ('problem' in result) return { state, problems: [result.problem] };
  return { state: withUnknown(result.unknown), problems: [] };
}
