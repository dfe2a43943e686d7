/** A configuration as people write them, mended: the patch is the one in `fixtures/configs/`, and HAProxy is content. */
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import { frontendCertificate, handWritten, startLab } from '../../fixtures/configs/lab.ts';
import { applyChanges } from '../../src/haproxy/edit/apply.ts';
import { startHaproxy } from '../interop/real/haproxy.ts';
import { globalSection } from '../interop/real/haproxy-sections.ts';
import { showServers } from '../interop/real/haproxy-stats.ts';
import { poll } from '../interop/real/poll.ts';
import { loadTools, type Tool } from '../provision/tools.ts';
import { cured } from './cured.ts';

const patchFile = fileURLToPath(new URL('../../fixtures/configs/hand-written.patch', import.meta.url));

/** Those that a change of the text can mend. */
const mended = [
  'shop/node1',
  'shop/node2',
  'shop/node3',
  'status/cloud',
  'old/old1',
  'old/old2',
  'search/find1',
  'search/find2',
  'payments/pay1',
  'payments/pay2',
  'partners/gateway',
  'intranet/i1',
];

const lab = await startLab();
t.teardown(lab.close);

const mend = (version: string, text = handWritten()) => cured('hand-written.cfg', text, version, lab.environment);

t.test('the patch for 3.2', async (t) => {
  const { result, cures, configuration } = await mend('3.2');
  if (process.env.TAP_SNAPSHOT === '1') (await import('node:fs')).writeFileSync(patchFile, result.patch, 'latin1');
  t.equal(result.patch, readFileSync(patchFile, 'latin1'));
  const served = new Set(cures.flatMap(({ servers }) => servers));
  t.same([...served].sort(), [...mended].sort(), 'what can be mended is');
  t.same(
    cures.filter(({ safety }) => safety === 'review').map(({ proxy }) => proxy),
    ['status', 'intranet'],
    'what changes the name that is verified, or what the application sees, is to be looked at',
  );
  t.same(
    result.left.map(({ proxy, server }) => `${proxy}/${server}`),
    ['reports/r1', 'mail/mx1', 'mail/mx2', 'repaired/broken'],
    'faults are left alone, and so is what has no name',
  );
  const [after] = applyChanges(
    configuration,
    cures.flatMap(({ edits }) => edits.map(({ change }) => change)),
  );
  t.equal((await mend('3.2', after?.text)).result.patch, '', 'nothing is left to be done to the patched text');
  t.ok(
    result.left.every(({ because }) => because.length > 0),
    'with the reason',
  );
});

const tools = loadTools();
if (!tools && process.env.CI === 'true') t.fail('the tools are not provisioned');
if (!tools) t.pass('skipped: the tools are not provisioned');
for (const [branch, tool] of Object.entries(tools?.haproxy ?? {})) {
  t.test(`HAProxy ${branch} with the patched text`, async (t) => {
    const { result, cures, configuration } = await mend(tool.version);
    t.ok(result.patch.length > 0);
    const changes = cures.flatMap(({ edits }) => edits.map(({ change }) => change));
    const [after] = applyChanges(configuration, changes);
    await onReal(t, tool, after?.text ?? '');
  });
}

async function onReal(t: Test, tool: Tool, text: string): Promise<void> {
  const doors = ['PUBLIC', 'INSIDE', 'MAIL', 'PARTNERS', 'NUMBERS', 'INTRANET'];
  const variables = (ports: number[]) => [
    ...[...lab.environment].map(([name, value]) => `setenv ${name} "${value}"`),
    ...doors.map((name, i) => `setenv ${name} ${ports[i]}`),
  ];
  const haproxy = await startHaproxy(tool, (ports) => `${globalSection(...variables(ports))}\n${text}`, {
    ports: doors.length,
    files: { 'site.pem': await frontendCertificate() },
  });
  t.teardown(haproxy.close);
  const up = await poll(
    async () => {
      const rows = await showServers(haproxy);
      const state = new Map(rows.map(({ pxname, svname, status }) => [`${pxname}/${svname}`, status]));
      return mended.every((name) => state.get(name) === 'UP') ? true : undefined;
    },
    15_000,
    () => 'not all servers came up',
  );
  t.ok(up, 'every server that was mended is UP');
  const [open = 0, , , partners = 0, , intranet = 0] = haproxy.ports;
  t.equal(await statusOf(open, '/'), 200, 'the shop answers');
  t.equal(await statusOf(open, '/status'), 200, 'the status page answers');
  t.equal(await statusOf(intranet, '/'), 200, 'the intranet no longer sends its users round');
  const clear = await fetch(`http://127.0.0.1:${partners}/`);
  t.equal(clear.status, 200, 'the gateway answers');
  await clear.body?.cancel();
}

function statusOf(port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { host: 'www.example.test' };
    request({ port, host: '127.0.0.1', path, headers, rejectUnauthorized: false, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .once('error', reject)
      .end();
  });
}
