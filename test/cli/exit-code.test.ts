import t from 'tap';
import type { CheckFinding, ConfigurationProblem } from '../../src/check-types.ts';
import { checkExitCode, probeExitCode } from '../../src/cli/exit-code.ts';
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
