import t from 'tap';
import { lentBy } from '../../src/catalogue/upgrades/session-of-check.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { startHaproxy } from '../interop/real/haproxy.ts';
import { awaitChecks } from '../interop/real/haproxy-checks.ts';
import { defaultsSection, globalSection } from '../interop/real/haproxy-sections.ts';
import { ask } from '../interop/real/http-request.ts';
import { loadTools, type Tool } from '../provision/tools.ts';
import { asks, backendNamed, site, tls } from './cases.ts';
import { pki } from './upgraded.ts';

/** The status that a client gets of a server whose traffic has no name, once a check with a name has passed. */
async function afterCheck(tool: Tool, port: number): Promise<number | null> {
  const automatic = tool.version.startsWith('3.4') ? 'no-sni-auto' : '';
  const server = `${tls.replace('PORT', String(port))} check-sni ${site} ${automatic} check inter 300`;
  const sections = ([own]: number[]) =>
    `frontend fe\n    bind 127.0.0.1:${own}\n    default_backend be\nbackend be\n${asks}\n${server}\n`;
  // One thread: sessions are each thread's own.
  const head = `${globalSection('nbthread 1')}${defaultsSection('mode http', 'retries 0')}`;
  const haproxy = await startHaproxy(tool, (ports) => head + sections(ports), { ports: 1 });
  try {
    await awaitChecks(haproxy, ['be/s1'], { minChecks: 2, interMs: 300 });
    const answer = await ask(haproxy.ports[0] ?? 0, { host: site });
    return 'status' in answer ? answer.status : null;
  } finally {
    await haproxy.close();
  }
}

const tools = loadTools();
if (!tools) {
  if (process.env.CI === 'true') t.fail('no HAProxy at hand');
  else t.pass('no HAProxy at hand');
}
for (const tool of Object.values(tools?.haproxy ?? {})) {
  t.test(`HAProxy ${tool.version}: what a session of the check does for traffic`, async (t) => {
    const lent = lentBy(parseVersion(tool.version));
    const backend = await backendNamed('contour').start({ host: site, pki });
    t.teardown(() => backend.close());
    const status = await afterCheck(tool, backend.port);
    if (lent === null) t.comment(`not known of ${tool.version}: ${status}`);
    else t.equal(status, lent === 'name' ? 200 : 503, `it lends ${lent}`);
  });
}

t.test('what is known of releases between those that were measured', async (t) => {
  const lent = (version: string) => lentBy(parseVersion(version));
  t.same(['2.0.0', '2.4', '2.8.25'].map(lent), ['session', 'session', 'session']);
  t.same(['2.9.0', '3.0.0', '3.0.11', '3.2.0', '3.3.0'].map(lent), ['name', 'name', 'name', 'name', 'name']);
  t.same(['3.2.26', '3.4.0', '3.5'].map(lent), ['nothing', 'nothing', 'nothing']);
  t.same(['3.0.12', '3.2.25', '3.3.1'].map(lent), [null, null, null]);
});
