import t, { type Test } from 'tap';
import { lints } from '../../src/catalogue/lints/index.ts';
import { checkAndCure } from '../../src/check/cure-run.ts';
import type { CheckOptions } from '../../src/check/options.ts';
import { readNamedFile } from '../../src/cli/named-file.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { runTriage } from '../../src/triage/run.ts';
import { fromLog } from '../../src/triage/source/log.ts';
import { fromSocket } from '../../src/triage/source/socket.ts';
import { fromStatsUrl } from '../../src/triage/source/stats-page.ts';
import type { LiveState, TriageResult } from '../../src/triage-types.ts';
import type { Severity } from '../../src/types.ts';
import { startBackends } from '../conformance/backends/start.ts';
import { host } from '../conformance/materials.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { loadTools, type Tool } from '../provision/tools.ts';
import { nameOf, rows } from './rows.ts';
import { type Scene, startScene } from './scene.ts';

/** As long as one version may take, and those of the others together, in ms. */
const once = 120_000;
const patience = 900_000;

const { signal } = new AbortController();

/**
 * Holds `triage` against a real HAProxy with sixty servers in trouble: from its socket, its statistics page and its log.
 * @param branches of HAProxy, one after the other
 */
export async function testSixty(branches: readonly string[]): Promise<void> {
  const tools = loadTools();
  if (!tools) {
    if (process.env.CI === 'true') t.fail('the tools are not provisioned');
    else t.pass('skipped: the tools are not provisioned');
    return;
  }
  t.setTimeout(patience + once * branches.length);
  t.teardown(await oneAtATime(patience));
  const running = await startBackends([...new Set(rows.map(({ fixture }) => fixture))]);
  t.teardown(running.close);
  for (const branch of branches) {
    const tool = tools.haproxy[branch];
    if (!tool && !tools.absent.includes(branch)) t.fail(`HAProxy ${branch} is not provisioned`);
    // Pages of both kinds: those that tell addresses and those that do not.
    const legends = branch !== branches[0];
    if (tool) await t.test(`HAProxy ${branch}`, (t) => testVersion(t, tool, running, legends));
  }
}

async function testVersion(
  t: Test,
  tool: Tool,
  running: Awaited<ReturnType<typeof startBackends>>,
  legends: boolean,
): Promise<void> {
  const began = performance.now();
  const scene = await startScene(tool, running, rows, legends);
  try {
    const ask = shared();
    const early = await fromSocket(scene.socket, { signal });
    // What is asked of the backends hangs on no state: it is asked while HAProxy makes its own checks.
    await Promise.all([scene.settle(), runTriage(early, optionsOf(scene, early, tool), ask)]);
    const states = await Promise.all([
      fromSocket(scene.socket, { signal }),
      fromStatsUrl(scene.statsUrl, { auth: scene.statsAuth, signal }),
      fromLog({ stream: piece(scene.log()), name: 'its log' }, { signal }),
    ]);
    t.equal(states[0].version, tool.version, 'it says its version');
    for (const state of states) {
      const result = await runTriage(state, optionsOf(scene, state, tool), ask);
      t.test(`from its ${state.source}`, async (t) => holds(t, result, scene, state));
    }
    t.comment(`${rows.length + scene.specials.length} servers, ${Math.round(performance.now() - began)} ms`);
    t.equal(scene.touched(), 0, 'what is in maintenance is not connected to');
  } finally {
    await scene.close();
  }
}

function holds(t: Test, result: TriageResult, { specials }: Scene, { servers }: LiveState): void {
  const known = new Map(servers.map((one) => [`${one.proxy}/${one.server}`, one]));
  const namedOf = (name: string, among: readonly Severity[]) =>
    result.groups
      .filter(({ severity }) => among.includes(severity))
      .filter((group) => group.servers.some((one) => `${one.proxy}/${one.server}` === name))
      .map(({ code }) => code);
  for (const row of rows) {
    const name = `${nameOf(row)}/s1`;
    const live = known.get(name);
    const says = `${live?.state} ${live?.status} ${live?.code} ${live?.info}`;
    const errors = namedOf(name, ['error']);
    const named = namedOf(name, ['error', 'warning']);
    const wanted = row.lints.size > 0 ? row.lints : row.causes;
    // What is written wrong may be named beside what the backend wants; alone it would be an invention.
    const strange = errors.filter(
      (code) => !row.causes.has(code) && !row.lints.has(code) && (wanted.size === 0 || !isOfText(code)),
    );
    const lacking = [...wanted].filter((code) => !named.includes(code));
    t.same({ lacking, strange }, { lacking: [], strange: [] }, `${name} (${says}): ${errors.join(', ') || 'nothing'}`);
    t.equal(errors.length > 0, wanted.size > 0, `${name} is ${wanted.size > 0 ? 'in trouble' : 'well'}`);
  }
  for (const { name, causes, untouched } of specials) {
    if (!known.has(name)) continue;
    t.same(namedOf(name, ['error']).sort(), [...causes].sort(), `${name} (${known.get(name)?.state})`);
    const told = result.unexplained.find((one) => `${one.proxy}/${one.server}` === name);
    if (untouched && known.get(name)?.state.startsWith('DOWN'))
      t.match(told?.because, /UNIX|TCP/, `${name} is told of`);
  }
  const open = result.unexplained.map((one) => `${one.proxy}/${one.server}`);
  t.same(
    open,
    specials.filter(({ name }) => name === 'socket-down/s1' && known.has(name)).map(({ name }) => name),
  );
  const downs = servers.filter(({ state }) => /^DOWN/.test(state)).length;
  t.equal(result.servers.down, downs);
  t.ok(downs >= 45, `${downs} are DOWN`);
}

/** Lints are about what a configuration says. */
function isOfText(code: string): boolean {
  return lints.some((lint) => lint.code === code);
}

/** What one source had made known is known to the others: they are of one HAProxy. */
function shared(): typeof checkAndCure {
  const known = new Map<string, ReturnType<typeof checkAndCure>>();
  return (options: CheckOptions) => {
    // A page without addresses does not tell which servers are UNIX sockets; none of them is connected to.
    const servers = [...new Set([...options.servers, 'socket-up/s1', 'socket-down/s1'])].sort();
    const { inUse, further, files, hosts } = options;
    const key = JSON.stringify([servers, [...(inUse ?? [])], further, files, hosts]);
    const result = known.get(key) ?? checkAndCure({ ...options, servers });
    known.set(key, result);
    return result;
  };
}

function optionsOf({ text }: Scene, { version }: LiveState, tool: Tool) {
  return {
    files: [{ name: 'haproxy.cfg', text }],
    environment: new Map<string, string>(),
    version: parseVersion(version ?? tool.version),
    versionFrom: 'process' as const,
    hosts: [host],
    servers: [],
    // HAProxy waits for no check as long.
    timeout: 7000,
    offline: false,
    elsewhere: false,
    resolve: async () => ['127.0.0.1'],
    readFile: readNamedFile,
    signal,
  };
}

async function* piece(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, 'latin1');
}
