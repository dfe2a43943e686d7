import t from 'tap';
import type { CheckFinding, ConfigurationProblem } from '../../src/check-types.ts';
import { checkExitCode, matrixSeen, probeExitCode } from '../../src/cli/exit-code.ts';
import type { Finding, ProbeResult, Severity, Verdict } from '../../src/types.ts';

function result(verdict: Verdict, ...severities: Severity[]): Pick<ProbeResult, 'verdict' | 'findings'> {
  return { verdict, findings: severities.map((severity) => ({ severity }) as Finding) };
}

t.test('the verdict decides', async (t) => {
  t.equal(probeExitCode([result('healthy', 'warning')], null), 0);
  for (const verdict of ['fixable', 'broken', 'unreachable'] as const)
    t.equal(probeExitCode([result(verdict)], null), 1);
  t.equal(probeExitCode([result('healthy'), result('fixable')], null), 1);
});

t.test('--fail-on', async (t) => {
  t.equal(probeExitCode([result('healthy', 'warning')], 'error'), 0);
  t.equal(probeExitCode([result('healthy', 'warning')], 'warning'), 1);
  t.equal(probeExitCode([result('healthy', 'info')], 'info'), 1);
  t.equal(probeExitCode([result('healthy')], 'info'), 0);
  t.equal(probeExitCode([result('broken', 'error')], 'never'), 0);
  t.equal(probeExitCode([result('fixable')], 'error'), 1);
});

t.test('of check', async (t) => {
  const problems = (...severities: ('fatal' | 'warning')[]) =>
    severities.map((severity) => ({ severity }) as ConfigurationProblem);
  const findings = (...severities: Severity[]) => severities.map((severity) => ({ severity }) as CheckFinding);
  t.equal(checkExitCode({ findings: findings('warning', 'info'), problems: problems('warning') }, null), 0);
  t.equal(checkExitCode({ findings: findings('error'), problems: [] }, null), 1);
  t.equal(checkExitCode({ findings: [], problems: problems('fatal') }, null), 1, 'HAProxy does not start');
  t.equal(checkExitCode({ findings: findings('warning'), problems: [] }, 'warning'), 1);
  t.equal(checkExitCode({ findings: [], problems: problems('warning') }, 'warning'), 1);
  t.equal(checkExitCode({ findings: findings('info'), problems: [] }, 'warning'), 0);
  t.equal(checkExitCode({ findings: findings('info'), problems: [] }, 'info'), 1);
  t.equal(checkExitCode({ findings: findings('error'), problems: problems('fatal') }, 'never'), 0);
});

t.test('of matrix', async (t) => {
  const finding = (severity: Severity) => ({ code: 'SNI400', id: 'x', severity, title: 'x' });
  const code = (
    comparing: boolean,
    failOn: Parameters<ReturnType<typeof matrixSeen>['exitCode']>[0],
    ...met: string[]
  ) => {
    const seen = matrixSeen(comparing);
    for (const one of met) {
      if (one === 'blocks' || one === 'look' || one === 'harmless') seen.diff({ judgement: one });
      else if (one === 'unknown') seen.unknown();
      else if (one === 'untested') seen.cell({ verdict: 'error', findings: [finding('error')] });
      else if (one === 'failed') seen.cell({ verdict: 'failed', findings: [] });
      else if (one === 'ok') seen.cell({ verdict: 'ok', findings: [] });
      else seen.cell({ verdict: one === 'error' ? 'failed' : 'ok', findings: [finding(one as Severity)] });
    }
    return seen.exitCode(failOn);
  };
  t.equal(code(false, null), 0);
  t.equal(code(false, null, 'ok', 'warning'), 0);
  t.equal(code(false, null, 'ok', 'error'), 1);
  t.equal(code(false, null, 'failed'), 1, 'whether or not it says why');
  t.equal(code(true, null, 'failed'), 0);
  t.equal(code(false, 'warning', 'warning'), 1);
  t.equal(code(false, 'never', 'error'), 0);
  t.equal(code(false, null, 'ok', 'untested'), 3);
  t.equal(code(false, null, 'untested', 'error'), 1, 'a finding counts for more');
  t.equal(code(false, 'never', 'untested', 'error'), 3);
  t.equal(code(true, null, 'error'), 0, 'where targets are compared, differences alone decide');
  t.equal(code(true, null, 'look', 'harmless'), 0);
  t.equal(code(true, null, 'look', 'blocks'), 1);
  t.equal(code(true, 'warning', 'look'), 1);
  t.equal(code(true, 'info', 'harmless'), 1);
  t.equal(code(true, null, 'look', 'unknown'), 3);
  t.equal(code(true, null, 'untested'), 3);
});
