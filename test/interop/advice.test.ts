import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { fixture, type RunningFixture } from '../../fixtures/servers/index.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { gather } from '../../src/probe/run.ts';
import { diagnose } from '../../src/report/diagnose.ts';
import { loadTools } from '../provision/tools.ts';
import { asked } from '../question.ts';
import { startHaproxy } from './real/haproxy.ts';
import { awaitChecks } from './real/haproxy-checks.ts';
import { defaultsSection, globalSection } from './real/haproxy-sections.ts';

const host = 'www.example.test';

/** Backends that no directive of a remedy helps: what the advice says to write, and what becomes of the check then. */
const cases = [
  { name: 'imaps', id: 'tls-service-not-http', up: true },
  { name: 'redis-tls', id: 'tls-service-not-http', up: true },
  { name: 'ldaps', id: 'tls-service-not-http', up: true },
  { name: 'postgresql', id: 'starttls', up: true },
  { name: 'mysql', id: 'starttls', up: true },
  { name: 'ldap-starttls', id: 'starttls', up: true },
  { name: 'grpc', id: 'grpc-backend', up: true },
  // Its lines are those that see the trouble.
  { name: 'grpc-unavailable', id: 'grpc-unavailable', up: false },
] as const;

const tools = loadTools();
if (!tools) {
  if (process.env.CI === 'true') t.fail('no HAProxy at hand');
  else t.pass('no HAProxy at hand');
} else {
  const pki = await createPki();
  const running = new Map<string, RunningFixture>();
  const sections = new Map<string, string>();
  for (const [i, { name, id }] of cases.entries()) {
    const backend = await fixture(name)?.start({ pki });
    if (!backend) throw new Error(`no fixture is called ${name}`);
    running.set(name, backend);
    sections.set(name, section(`b${i}`, backend, await advice(backend, id)));
  }
  t.teardown(() => Promise.all([...running.values()].map((one) => one.close())));
  for (const [branch, tool] of Object.entries(tools.haproxy)) {
    t.test(`HAProxy ${tool.version} takes the lines of the advice, and checks as it says`, async (t) => {
      const text = `${globalSection()}${defaultsSection()}${[...sections.values()].join('')}`;
      const haproxy = await startHaproxy(tool, text);
      t.teardown(haproxy.close);
      const names = cases.map((_, i) => `b${i}/s1`);
      const health = await awaitChecks(haproxy, names, { interMs: 500, minChecks: 2, deadlineMs: 20_000 });
      for (const [i, { name, up }] of cases.entries()) {
        const { status, check_status, last_chk } = health[`b${i}/s1`] ?? {};
        t.equal(status?.startsWith('UP'), up, `${branch} ${name}: ${status} ${check_status} ${last_chk}`);
      }
    });
  }
}

/** What the finding that names the trouble says to write. */
async function advice({ address, port }: RunningFixture, id: string): Promise<string[]> {
  const version = parseVersion('any');
  const question = asked({ address, port, host, sni: host, hostHeader: host, timeout: 1500 });
  const evidence = await gather(question, { credentials: { ca: null, certificate: null }, versions: [version] });
  const found = diagnose(evidence, version, 'default').findings.find((one) => one.id === id);
  if (!found?.advice) throw new Error(`${id} is not found`);
  return found.advice.flatMap((sentence) => [...sentence.matchAll(/`([^`]+)`/g)].map(([, words = '']) => words));
}

/** A backend of the lines that stand in sentences: a person would write them so. */
function section(name: string, { address, port }: RunningFixture, said: readonly string[]): string {
  const lines = said.filter((words) => /^(?:option|http-check|tcp-check) \S/.test(words) && words !== 'option httpchk');
  const http = lines.some((line) => line.startsWith('http-check'));
  const server = said.find((words) => /(?:^| )check /.test(words) && !lines.includes(words)) ?? 'check';
  return [
    `backend ${name}`,
    `    mode ${http ? 'http' : 'tcp'}`,
    ...(http ? ['    option httpchk'] : []),
    ...lines.map((line) => `    ${line}`),
    `    server s1 ${address}:${port} ${server} inter 500ms fall 1`,
    '',
  ].join('\n');
}
