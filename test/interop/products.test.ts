/**
 * Real servers are recognised, each by what it answers and none as another; what the finding says is to be done there
 * mends it: the same server started again that way shows the finding no more.
 */
import t from 'tap';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { gather } from '../../src/probe/run.ts';
import { diagnose } from '../../src/report/diagnose.ts';
import type { ProbeResult } from '../../src/types.ts';
import { loadTools } from '../provision/tools.ts';
import { type Certificates, certificates, host } from './backends.ts';
import { productCases, type Running, toolOf } from './product-cases.ts';
import { question } from './question.ts';

const tools = loadTools();
if (!tools) {
  if (process.env.CI === 'true') t.fail('the tools are not provisioned');
  else t.pass('skipped: the tools are not provisioned');
} else {
  const made = await certificates();
  for (const one of productCases) {
    t.test(one.name, async (t) => {
      const tool = toolOf(tools, one);
      if (!tool) {
        t.fail(`${one.tool} is not provisioned`);
        return;
      }
      const before = await diagnosed(await one.before(tool, made), made);
      t.same(
        (before.products ?? []).map(({ id, likelihood }) => `${id} ${likelihood}`),
        one.named,
        'recognised, and nothing else',
      );
      const finding = before.findings.find(({ id }) => id === one.finding);
      t.match(
        finding?.advice?.filter((text) => one.words.test(text)).length,
        1,
        `what to do there: ${finding?.advice}`,
      );
      const after = await diagnosed(await one.after(tool, made), made);
      t.notOk(
        after.findings.some(({ id }) => id === one.finding),
        'done, it is mended',
      );
      t.equal(after.verdict, 'fixable', 'and the site is served as before');
    });
  }
}

async function diagnosed(running: Running, { pki }: Certificates): Promise<ProbeResult> {
  const { port, httpPort, close } = running;
  try {
    const version = parseVersion('any');
    const asked = question({ port, httpPort, host, caFile: '/etc/haproxy/lab-ca.pem' });
    const credentials = { ca: pki.caPem, certificate: null };
    return diagnose(await gather(asked, { credentials, versions: [version] }), version, 'default');
  } finally {
    await close();
  }
}
