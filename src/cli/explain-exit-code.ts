import type { ExplainResult } from '../explain-types.ts';
import { entryOf } from '../report/explain/causes.ts';
import { checkExitCode, type FailOn } from './exit-code.ts';

/**
 * The exit code of `explain`.
 * @param result what came out
 * @param failOn null: what is not known alone decides
 * @returns 0: every text is known, and no cause reaches `failOn`; 1: not so
 */
export function explainExitCode({ inputs }: Pick<ExplainResult, 'inputs'>, failOn: FailOn | null): 0 | 1 {
  if (failOn === 'never') return 0;
  if (inputs.some(({ kind }) => kind === 'unknown')) return 1;
  const findings = inputs.flatMap(({ causes }) => causes.flatMap(({ id }) => entryOf(id) ?? []));
  return failOn === null ? 0 : checkExitCode({ findings, problems: [] }, failOn);
}
