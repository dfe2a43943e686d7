import t from 'tap';
import { probeExitCode } from '../../src/cli/exit-code.ts';
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
