/** How checks are mended, structure by structure: the fewest words, and a real HAProxy that finds the servers UP. */
import t from 'tap';
import { fixture, type RunningFixture } from '../../../fixtures/servers/index.ts';
import { checkAndCure } from '../../../src/check/cure-run.ts';
import type { CheckOptions } from '../../../src/check/options.ts';
import { runCheck } from '../../../src/check/run.ts';
import { applyChanges } from '../../../src/haproxy/edit/apply.ts';
import { parseVersion, since } from '../../../src/haproxy/versions.ts';
import { startHaproxy } from '../../interop/real/haproxy.ts';
import { awaitChecks } from '../../interop/real/haproxy-checks.ts';
import { defaultsSection, globalSection } from '../../interop/real/haproxy-sections.ts';
import { loadTools } from '../../provision/tools.ts';
import { type Structure, structures } from './check-structures.ts';

const tools = loadTools();
if (!tools && process.env.CI === 'true') t.fail('the tools are not provisioned');

const named = /\{([a-z][\w-]*?)(-port)?\}/g;
const backends = new Map<string, RunningFixture>();
const names = new Set(
  structures.flatMap(({ lines }) => [...lines.join(' ').matchAll(named)].map(([, name = '']) => name)),
);
for (const name of names) {
  const running = await fixture(name)?.start({ host: 'www.example.test' });
  if (!running) throw new Error(`no fixture is called ${name}`);
  backends.set(name, running);
}
t.teardown(() => Promise.all([...backends.values()].map((one) => one.close())));

function section({ name, lines, before, from }: Structure): string {
  const [heading = '', ...others] = before ?? [];
  const above = before ? [`${heading}${heading.startsWith('defaults') ? ' from base' : ''}`, ...others] : [];
  const own = [`backend ${name} from ${from ?? 'base'}`, ...lines];
  return [...above, ...own]
    .map((line) => `${/^(?:defaults|healthcheck|backend) /.test(line) ? '' : '    '}${line}\n`)
    .join('')
    .replace(named, (_, backend, port) => `${port ? '' : '127.0.0.1:'}${backends.get(backend)?.port}`);
}

const base = defaultsSection('mode http', 'default-server inter 5s').replace('defaults', 'defaults base');

function options(text: string, version: string, further: boolean): CheckOptions {
  return {
    files: [{ name: 'haproxy.cfg', text }],
    environment: new Map(),
    version: parseVersion(version),
    versionFrom: 'flag',
    hosts: ['www.example.test'],
    servers: [],
    method: 'GET',
    path: '/',
    timeout: 10_000,
    offline: false,
    ...(further ? {} : { further: false }),
    resolve: async () => [],
    readFile: () => null,
  };
}

for (const branch of ['2.6', '3.2', '3.4']) {
  t.test(`HAProxy ${branch}`, async (t) => {
    const version = parseVersion(branch);
    const known = structures.filter((one) => !one.since || since(version, one.since));
    const text = [globalSection(), base, ...known.map(section)].join('\n');
    const { result, cures, configuration } = await checkAndCure(options(text, branch, true));
    t.strictSame(result.left, []);
    for (const { name, edits, since33 } of known) {
      const made = result.edits
        .filter(({ proxy }) => proxy === name)
        .map((edit) => edit.text || `taken out: ${edit.instead}`);
      const wanted = (since(version, '3.3') && since33) || edits;
      t.strictSame([...made].sort(), [...wanted].sort(), name);
    }
    const changes = cures.flatMap(({ edits }) => edits.map(({ change }) => change));
    const after = applyChanges(configuration, changes)[0]?.text ?? '';
    const again = await runCheck(options(after, branch, false));
    t.strictSame(
      again.servers.filter(({ check }) => check.up !== true).map(({ proxy }) => proxy),
      [],
    );
    const tool = tools?.haproxy[branch as keyof typeof tools.haproxy];
    if (!tool) {
      t.pass('the rest is skipped: the tools are not provisioned');
      return;
    }
    // HAProxy begins all checks within the shortest interval.
    const pace = `\nbackend pace from base\n    server s1 127.0.0.1:${backends.get('contour')?.port} check inter 1s\n`;
    const haproxy = await startHaproxy(tool, after + pace);
    t.teardown(() => haproxy.close());
    const health = await awaitChecks(
      haproxy,
      known.map(({ name }) => `${name}/s1`),
      { deadlineMs: 15_000 },
    );
    t.strictSame(
      Object.entries(health).filter(([, { status }]) => status !== 'UP'),
      [],
    );
  });
}
