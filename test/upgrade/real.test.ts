import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyPatch } from 'diff';
import t, { type Test } from 'tap';
import type { RunningFixture } from '../../fixtures/servers/fixture.ts';
import type { UpgradeResult, UpgradeState } from '../../src/upgrade-types.ts';
import { type Measured, measure } from '../interop/measure.ts';
import { checkConfig } from '../interop/real/haproxy-check-config.ts';
import { globalSection } from '../interop/real/haproxy-sections.ts';
import { loadTools, type Tool } from '../provision/tools.ts';
import { backendNamed, cases, site, type UpgradeCase } from './cases.ts';
import { configuration, pki, upgraded } from './upgraded.ts';

const versionPairs = [
  ['2.6', '3.2'],
  ['2.8', '3.0'],
  ['3.0', '3.4'],
  ['3.2', '3.4'],
  ['2.6', '3.4'],
  ['3.4', '2.8'],
] as const;

/** What becomes of one configuration between two versions, as it was said. */
interface Told {
  name: string;
  from: string;
  to: string;
  result: UpgradeResult;
  /** Lines of the backend as they are, and with the edits. */
  lines: string;
  edited: string | null;
}

const tools = loadTools();
if (tools) await compare(tools.haproxy);
else if (process.env.CI === 'true') t.fail('no HAProxy at hand');
else t.pass('no HAProxy at hand');

async function compare(haproxy: Record<string, Tool>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sni-doctor-upgrade-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const authority = join(folder, 'ca.pem');
  writeFileSync(authority, pki.caPem);
  const backends = await startAll();
  t.teardown(() => Promise.all([...backends.values()].map((backend) => backend.close())));
  const told: Told[] = [];
  for (const [from, to] of versionPairs)
    if (haproxy[from] && haproxy[to])
      for (const one of cases) told.push(await tell(one, from, to, linesOf(one, backends, authority)));
  const measured = new Map<string, string>();
  for (const [branch, tool] of Object.entries(haproxy)) await measureAll(branch, tool, told, measured);
  for (const [from, to] of versionPairs) {
    t.test(`HAProxy ${from} and ${to} turn as it was said`, async (t) => {
      const own = told.filter((one) => one.from === from && one.to === to);
      for (const one of own) hold(t, one, (branch, lines) => measured.get(keyOf(branch, lines)) ?? 'not measured');
      if (own.length === 0) t.pass('one of them is not provisioned');
    });
  }
}

async function startAll(): Promise<Map<string, RunningFixture>> {
  const names = new Set(cases.flatMap(({ against, beside }) => [against, ...(beside === undefined ? [] : [beside])]));
  const started = [...names].map(async (name) => [name, await backendNamed(name).start({ host: site, pki })] as const);
  return new Map(await Promise.all(started));
}

function linesOf(one: UpgradeCase, backends: ReadonlyMap<string, RunningFixture>, authority: string): string {
  const port = (name: string | undefined) => String(backends.get(name ?? '')?.port ?? 0);
  return one.lines
    .replaceAll('PORT', port(one.against))
    .replaceAll('OTHER', port(one.beside))
    .replaceAll('ca.pem', authority);
}

async function tell({ name }: UpgradeCase, from: string, to: string, lines: string): Promise<Told> {
  const text = configuration(lines);
  const result = await upgraded(text, from, to);
  const patched = result.patch === '' ? null : applyPatch(text, result.patch);
  if (patched === false) throw new Error(`${name}: the patch does not fit`);
  return { name, from, to, result, lines, edited: patched === null ? null : backendLines(patched) };
}

function backendLines(text: string): string {
  const start = '\nbackend be\n';
  const lines = text.slice(text.indexOf(start) + start.length).split('\n');
  return lines
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');
}

/** Everything that a version is to be asked, in one process; what it is said to refuse, one by one. */
async function measureAll(branch: string, tool: Tool, told: readonly Told[], measured: Map<string, string>) {
  const refused = new Set<string>();
  const taken = new Set<string>();
  for (const { from, to, result, lines, edited } of told) {
    if (from !== branch && to !== branch) continue;
    const fatal = [...result.refused, ...(to === branch ? result.new : result.removed)];
    (fatal.some(({ severity }) => severity === 'fatal') ? refused : taken).add(lines);
    if (edited !== null) taken.add(edited);
  }
  for (const lines of refused) {
    const { exitCode } = await checkConfig(
      tool,
      `${globalSection()}${configuration(lines).replace(/ ssl crt \S+/, '')}`,
    );
    measured.set(keyOf(branch, lines), exitCode === 1 ? 'fatal' : 'taken');
  }
  const { certPem, keyPem } = await pki.leaf({ names: [site] });
  const steps = [...taken];
  const all = await measure(tool, steps, { pem: certPem + keyPem, host: site });
  for (const [i, lines] of steps.entries()) measured.set(keyOf(branch, lines), words(all[i] as Measured));
}

function keyOf(branch: string, lines: string): string {
  return `${branch} ${lines}`;
}

function words({ check, traffic }: Measured): string {
  return `${check.status} ${check.code} ${check.up}, ${traffic.status}`;
}

/** Holds what was said of the server s1 against what both versions do. */
function hold(
  t: Test,
  { name, from, to, result, lines, edited }: Told,
  did: (branch: string, lines: string) => string,
) {
  const [before, after] = [did(from, lines), did(to, lines)];
  const change = result.changes.find(({ server }) => server === 's1');
  t.equal(change !== undefined, before !== after, `${name}: ${before} then ${after}`);
  if (change) t.same([said(change.before), said(change.after)], [before, after], `${name}: what it turns from and to`);
  if (edited === null) return;
  const mended = change?.severity === 'info';
  const passes = result.sends.some(({ edits, id }) => id === 'session-of-check' && edits.length > 0);
  const kept = passes ? before.replace(/\d+$/, '200') : before;
  t.equal(did(from, edited), kept, `${name}: ${from} with ${edited}`);
  t.equal(did(to, edited), mended ? after : kept, `${name}: ${to} with ${edited}`);
}

function said(state: UpgradeState): string {
  if (!('check' in state)) return 'fatal' in state ? 'fatal' : 'absent';
  const { status, code, up } = state.check;
  return `${status} ${code} ${up}, ${state.traffic[0]?.status}`;
}
