/** `mode tcp`: the server passes the client's own TLS through, and only the check speaks TLS itself. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { fixture } from '../../fixtures/servers/index.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { gather } from '../../src/probe/run.ts';
import { diagnose } from '../../src/report/diagnose.ts';
import { loadTools, type Tools } from '../provision/tools.ts';
import { checkDisagreements } from './agreement.ts';
import { host } from './backends.ts';
import { measureChecks } from './measure.ts';
import { question } from './question.ts';

const tools = loadTools();
if (tools) await compare(tools);
else if (process.env.CI === 'true') t.fail('the tools are not provisioned');
else t.pass('skipped: the tools are not provisioned');

async function compare(tools: Tools): Promise<void> {
  const pki = await createPki();
  const caFile = join(t.testdir(), 'ca.pem');
  writeFileSync(caFile, pki.caPem);
  for (const [name, verdict] of [
    ['contour', 'fixable'],
    ['imaps', 'fixable'],
    ['ssh-banner', 'healthy'],
  ] as const) {
    await t.test(name, async (t) => {
      const backend = await fixture(name)?.start({ host, pki });
      if (!backend) return t.fail('no such fixture');
      t.teardown(backend.close);
      const versions = Object.values(tools.haproxy).map(({ version }) => parseVersion(version));
      const evidence = await gather(question({ port: backend.port, host, caFile, mode: 'tcp' }), {
        credentials: { ca: pki.caPem, certificate: null },
        versions,
      });
      for (const [branch, tool] of Object.entries(tools.haproxy)) {
        const { predictions, verdict: judged, remedy } = diagnose(evidence, parseVersion(tool.version), 'flag');
        t.equal(judged, verdict, `HAProxy ${branch}`);
        t.notMatch(remedy?.backend ?? '', / ssl /, 'passthrough stays passthrough');
        const steps = predictions.map(({ directives }) => directives);
        const measured = await measureChecks(tool, steps, { pem: '', host }, 'tcp');
        for (const [i, prediction] of predictions.entries()) {
          const seen = measured[i];
          t.same(seen && checkDisagreements(prediction.check, seen), [], `HAProxy ${branch}: ${prediction.directives}`);
        }
        t.equal(measured.at(-1)?.up, true, `HAProxy ${branch}: recommended, UP`);
      }
    });
  }
}
