/**
 * Real HAProxy of each branch before real servers: the recommended backend turns the server UP and passes traffic with
 * 200, the barest does not, and every step between is reported as predicted.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { gather } from '../../src/probe/run.ts';
import { diagnose } from '../../src/report/diagnose.ts';
import type { ProbeResult } from '../../src/types.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { loadTools } from '../provision/tools.ts';
import { disagreements } from './agreement.ts';
import { certificates, host, realBackends } from './backends.ts';
import { type Measured, measure } from './measure.ts';
import { question } from './question.ts';

/** As long as the files of other measurements may take together, in ms. */
const patience = 900_000;

const tools = loadTools();
if (!tools) {
  if (process.env.CI === 'true') t.fail('the tools are not provisioned');
  else t.pass('skipped: the tools are not provisioned');
} else {
  t.setTimeout(2 * patience);
  t.teardown(await oneAtATime(patience));
  const made = await certificates();
  const caFile = join(t.testdir(), 'ca.pem');
  writeFileSync(caFile, made.pki.caPem);
  const site = { pem: made.leaf.chainPem + made.leaf.keyPem, host };
  const versions = Object.values(tools.haproxy).map(({ version }) => parseVersion(version));

  for (const backend of realBackends) {
    await t.test(backend.name, async (t) => {
      const running = await backend.start(tools, made);
      t.teardown(running.close);
      const evidence = await gather(question({ ...running, host, caFile }), {
        credentials: { ca: made.pki.caPem, certificate: null },
        versions: [parseVersion('any'), ...versions],
      });
      const universal = diagnose(evidence, parseVersion('any'), 'flag');
      t.equal(universal.verdict, 'fixable');
      for (const [branch, tool] of Object.entries(tools.haproxy)) {
        await t.test(`HAProxy ${branch}`, async (t) => {
          const result = diagnose(evidence, parseVersion(tool.version), 'flag');
          const steps = result.predictions.map(({ directives }) => directives);
          const measured = await measure(tool, [...steps, lines(result), lines(universal)], site);
          for (const [i, prediction] of result.predictions.entries()) {
            const seen = measured[i] as Measured;
            t.comment(row(backend.name, branch, i, prediction, seen));
            t.same(disagreements(prediction, seen), [], prediction.directives);
          }
          const [barest, remedy, anyRemedy] = [measured[0], measured.at(-2), measured.at(-1)];
          t.notOk(barest?.check.up && barest.traffic.status === 200, 'the barest line does not do');
          for (const [name, outcome] of [
            ['recommended', remedy],
            ['recommended for any version', anyRemedy],
          ] as const) {
            t.equal(outcome?.check.up, true, `${name}: UP`);
            t.equal(outcome?.traffic.status, 200, `${name}: traffic gets 200`);
          }
        });
      }
    });
  }
}

/** The lines of the recommended section, without its head. */
function lines(result: ProbeResult): string {
  return (result.remedy?.backend ?? '')
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '' && line.trim() !== 'mode http')
    .join('\n');
}

function row(
  name: string,
  branch: string,
  step: number,
  { check, traffic }: ProbeResult['predictions'][number],
  seen: Measured,
): string {
  const predicted = `${check.status} ${check.code ?? ''} / ${traffic.status} ${traffic.termination}`;
  const real = `${seen.check.status} ${seen.check.code ?? ''} / ${seen.traffic.status} ${seen.traffic.termination}`;
  return `${name} | ${branch} | step ${step + 1} | predicted ${predicted} | HAProxy ${real} ${JSON.stringify(seen.check.info)}`;
}
