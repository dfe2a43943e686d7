/**
 * Real HAProxy of each branch before the fixtures: every step from the barest line to the recommended one is reported
 * as predicted, and a recommended backend is UP with the right traffic. One process per fixture and version, because
 * HAProxy may append the error of another connection of its thread to `info`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { fixtures } from '../../fixtures/servers/index.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { gather } from '../../src/probe/run.ts';
import { diagnose } from '../../src/report/diagnose.ts';
import type { Evidence, ProbeResult } from '../../src/types.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { pool } from '../provision/pool.ts';
import { loadTools, type Tools } from '../provision/tools.ts';
import { disagreements } from './agreement.ts';
import { host } from './backends.ts';
import { type Measured, measure } from './measure.ts';
import { question } from './question.ts';

/** Their answer depends on how many connections came before, or on when one stops reading: nothing to predict. */
const undetermined = new Set(['intermittent', 'connection-limit', 'drip', 'endless-headers', 'endless-body']);

interface Case {
  name: string;
  branch: string;
  result: ProbeResult;
  measured: Measured[];
}

/** As long as the files of other measurements may take together, in ms. */
const patience = 900_000;

const tools = loadTools();
if (tools) await compare(tools);
else if (process.env.CI === 'true') t.fail('the tools are not provisioned');
else t.pass('skipped: the tools are not provisioned');

async function compare(tools: Tools): Promise<void> {
  t.setTimeout(2 * patience);
  t.teardown(await oneAtATime(patience));
  const folder = t.testdir();
  const pki = await createPki();
  const frontend = await pki.leaf({ names: [host] });
  const site = { pem: frontend.chainPem + frontend.keyPem, host };
  const cases: Case[] = [];
  await pool(
    fixtures.filter(({ name }) => !undetermined.has(name)),
    4,
    async (fixture) => {
      const running = await fixture.start({ host, pki });
      try {
        const caFile = running.caPem === null ? null : join(folder, `${fixture.name}-ca.pem`);
        if (caFile) writeFileSync(caFile, running.caPem ?? '');
        const evidence = await evidenceOf(fixture.name, running, caFile);
        for (const [branch, tool] of Object.entries(tools.haproxy)) {
          const result = diagnose(evidence, parseVersion(tool.version), 'flag');
          const steps = result.predictions.map(({ directives }) => directives);
          cases.push({ name: fixture.name, branch, result, measured: await measure(tool, steps, site) });
        }
      } finally {
        await running.close();
      }
    },
  );

  async function evidenceOf(
    name: string,
    running: Awaited<ReturnType<(typeof fixtures)[number]['start']>>,
    caFile: string | null,
  ): Promise<Evidence> {
    const { clientCertificate, port } = running;
    const certFile = clientCertificate && join(folder, `${name}-client.pem`);
    if (certFile) writeFileSync(certFile, clientCertificate.chainPem + clientCertificate.keyPem);
    return gather(
      question({ port, host, caFile, timeout: 3000, certificate: certFile ? { certFile, keyFile: certFile } : null }),
      {
        credentials: {
          ca: running.caPem,
          certificate: clientCertificate && { cert: clientCertificate.chainPem, key: clientCertificate.keyPem },
        },
        versions: Object.values(tools.haproxy).map(({ version }) => parseVersion(version)),
      },
    );
  }

  let cells = 0;
  let agreed = 0;
  for (const { name, branch, result, measured } of cases) {
    t.ok(result.predictions.length > 0, `${name}, HAProxy ${branch}: predicted`);
    for (const [i, prediction] of result.predictions.entries()) {
      const different = disagreements(prediction, measured[i] as Measured);
      cells += 1;
      agreed += different.length === 0 ? 1 : 0;
      t.same(different, [], `${name}, HAProxy ${branch}: ${prediction.directives}`);
    }
    if (result.verdict !== 'fixable') continue;
    t.equal(measured.at(-1)?.check.up, true, `${name}, HAProxy ${branch}: recommended, UP`);
  }
  t.comment(`${agreed} of ${cells} steps are reported as predicted`);
}
