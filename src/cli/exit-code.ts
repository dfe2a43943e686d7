import type { CheckResult } from '../check-types.ts';
import type { TriageResult } from '../triage-types.ts';
import type { ProbeResult, Severity } from '../types.ts';
import type { UpgradeResult } from '../upgrade-types.ts';

/** From which severity on a finding makes the exit code 1, whatever the verdict. */
export type FailOn = Severity | 'never';

const rank: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

/**
 * The exit code of `probe`.
 * @param results what came out, at least one
 * @param failOn null: the verdict alone decides
 * @returns 0: everything is healthy, and no finding reaches `failOn`; 1: not so
 */
export function probeExitCode(
  results: readonly Pick<ProbeResult, 'verdict' | 'findings'>[],
  failOn: FailOn | null,
): 0 | 1 {
  if (failOn === 'never') return 0;
  if (results.some(({ verdict }) => verdict !== 'healthy')) return 1;
  if (failOn === null) return 0;
  const reached = results.some(({ findings }) => findings.some(({ severity }) => rank[severity] >= rank[failOn]));
  return reached ? 1 : 0;
}

/**
 * The exit code of `check`.
 * @param result what came out
 * @param failOn null: `error`
 * @returns 0: no finding reaches `failOn`; 1: some do. A line that HAProxy refuses counts as an error, one that it warns
 *   of as a warning
 */
export function checkExitCode(
  { findings, problems }: Pick<CheckResult, 'problems'> & { findings: readonly { severity: Severity }[] },
  failOn: FailOn | null,
): 0 | 1 {
  if (failOn === 'never') return 0;
  const lowest = rank[failOn ?? 'error'];
  const severities = [
    ...findings.map(({ severity }) => severity),
    ...problems.map(({ severity }): Severity => (severity === 'fatal' ? 'error' : 'warning')),
  ];
  return severities.some((severity) => rank[severity] >= lowest) ? 1 : 0;
}

/**
 * The exit code of `upgrade`.
 * @param result what came out
 * @param failOn null: `error`
 * @returns 0: nothing reaches `failOn`; 1: something does. A line that the second version refuses counts as an error, one
 *   that it newly warns of as a warning
 */
export function upgradeExitCode(
  result: Pick<UpgradeResult, 'changes' | 'sends' | 'infos' | 'new' | 'refused'>,
  failOn: FailOn | null,
): 0 | 1 {
  const { changes, sends, infos, refused } = result;
  const problems = [...result.new, ...refused];
  return checkExitCode({ findings: [...changes, ...sends, ...infos], problems }, failOn);
}

/**
 * The exit code of `triage`.
 * @param result what came out
 * @param failOn null: `error`
 * @returns 0: no cause reaches `failOn`; 1: some does. A server that fails and that nothing explains counts as an error
 */
export function triageExitCode(
  { groups, unexplained }: Pick<TriageResult, 'groups' | 'unexplained'>,
  failOn: FailOn | null,
): 0 | 1 {
  const open = unexplained.map((): { severity: Severity } => ({ severity: 'error' }));
  return checkExitCode({ findings: [...groups, ...open], problems: [] }, failOn);
}
