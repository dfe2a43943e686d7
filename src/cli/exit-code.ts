import type { CheckResult } from '../check-types.ts';
import type { MatrixCell, MatrixDiff, MoveJudgement } from '../matrix-types.ts';
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

const moves: Record<MoveJudgement, Severity> = { blocks: 'error', look: 'warning', harmless: 'info' };

/** What the exit code of `matrix` rests on, gathered as it comes in. */
export interface MatrixSeen {
  cell(cell: Pick<MatrixCell, 'verdict' | 'findings'>): void;
  diff(diff: Pick<MatrixDiff, 'judgement'>): void;
  /** A host could not be compared. */
  unknown(): void;
  /**
   * @param failOn null: `error`
   * @returns 1: a finding of a cell reaches `failOn`, or where targets are compared a difference; 3: none does, but not
   *   all could be tested; else 0
   */
  exitCode(failOn: FailOn | null): 0 | 1 | 3;
}

/**
 * Begins to gather what the exit code of `matrix` rests on.
 * @param comparing whether differences decide, and not cells: what fails on both sides does not stand in the way
 * @returns nothing so far
 */
export function matrixSeen(comparing: boolean): MatrixSeen {
  let worst = -1;
  let untested = false;
  const meet = (severity: Severity) => {
    worst = Math.max(worst, rank[severity]);
  };
  return {
    cell({ verdict, findings }) {
      if (verdict === 'error') untested = true;
      else if (!comparing) {
        // Cells of other hands may say nothing of why.
        if (verdict !== 'ok') meet('error');
        for (const { severity } of findings) meet(severity);
      }
    },
    diff: ({ judgement }) => meet(moves[judgement]),
    unknown() {
      untested = true;
    },
    exitCode(failOn) {
      if (failOn !== 'never' && worst >= rank[failOn ?? 'error']) return 1;
      return untested ? 3 : 0;
    },
  };
}
