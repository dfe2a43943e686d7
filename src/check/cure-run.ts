import type { CheckResult } from '../check-types.ts';
import { applyChanges } from '../haproxy/edit/apply.ts';
import { unifiedDiff } from '../haproxy/edit/diff.ts';
import type { Configuration } from '../haproxy/syntax/tree.ts';
import { judge } from '../report/check/judge.ts';
import { type Find, outcomes } from '../report/check/outcome.ts';
import { fails } from '../report/check/question.ts';
import { sparePlans } from '../report/check/spare.ts';
import { checkWays } from '../report/cure/check.ts';
import type { Cure, CureEdit, Patient } from '../report/cure/cure.ts';
import { grouped } from '../report/cure/group.ts';
import { withHandshakes } from '../report/cure/handshakes.ts';
import { leftBecause } from '../report/cure/left.ts';
import { passes, type Standard } from '../report/cure/passes.ts';
import { toldEdit } from '../report/cure/told.ts';
import { transportWays } from '../report/cure/transport.ts';
import { type Asked, askFurther } from './further.ts';
import { look, performerOf } from './look.ts';
import { type Case, type Mended, mend } from './mend.ts';
import type { CheckOptions } from './options.ts';
import type { Performer } from './perform.ts';
import { onceEach, problemsOf, type Read, type Releases, read } from './read.ts';
import { hasUnknownCheck, Trials } from './trial.ts';

/** What `check` found, and the edits behind its patch. */
export interface Cured {
  result: CheckResult;
  cures: Cure[];
  /** What the edits are made of. */
  configuration: Configuration;
}

/**
 * Does what `runCheck` does, and gives the edits as such too.
 * @param asked the configuration and what is to be done with it
 * @returns the result; no cures with `--offline`, and where backends are not asked stage by stage
 * @throws AbortError when the signal is aborted; nothing else
 */
export async function checkAndCure(asked: CheckOptions): Promise<Cured> {
  const started = performance.now();
  const options = { ...asked, resolve: onceEach(asked.resolve) };
  const before = await read(options);
  const { all, models, configuration } = before;
  const performer = performerOf(options);
  const find = options.offline ? null : await look(all, performer);
  if (find) {
    const served = all.filter(([target]) => !fails(target, outcomes(target, find)));
    await performer.perform(served.flatMap(([target]) => sparePlans(target)));
  }
  const further =
    find && options.further !== false
      ? await askFurther(all, find, { ...options, before: performer.connections })
      : { results: new Map<string, Asked>(), connections: 0 };
  const mended = find ? await mendAll(before, find, further.results, options, performer) : new Map<string, Mended>();
  const targets = new Map(all.map(([target]) => [target.key, target]));
  const edits = withHandshakes(
    [...mended.values()].flatMap((one) => one.edits),
    targets,
  );
  const byServer = editsByServer(edits);
  const judged = all.map((releases) => {
    const [target] = releases;
    const own = (byServer.get(target.key) ?? []).map((edit) => toldEdit(edit, target, configuration));
    return { ...judge(releases, find, further.results.get(target.key)?.result ?? null, own), edits: own };
  });
  const { version, versionFrom, files } = options;
  const result: CheckResult = {
    schema: 'sni-doctor/check/1',
    haproxyVersion: version.release?.join('.') ?? version.text,
    haproxyVersionFrom: versionFrom,
    basis: version.basis,
    files: files.map(({ name }) => name),
    servers: judged.map(({ server }) => server),
    findings: judged.flatMap(({ findings }) => findings),
    edits: judged.flatMap((one) => one.edits),
    patch:
      edits.length === 0
        ? ''
        : unifiedDiff(
            files,
            applyChanges(
              configuration,
              edits.map(({ change }) => change),
            ),
          ),
    left: all.flatMap((releases) => leftOf(releases, find, further.results, mended)),
    problems: problemsOf(models),
    connections: performer.connections + further.connections,
    from: performer.from,
    ms: Math.round(performance.now() - started),
  };
  return { result, cures: curesOf(edits), configuration };
}

/** Groups, proxy by proxy. */
function curesOf(edits: readonly CureEdit[]): Cure[] {
  const proxies = [...new Set(edits.map(({ proxy }) => proxy))];
  return proxies.flatMap((name) => grouped(edits.filter(({ proxy }) => proxy === name)));
}

function editsByServer(edits: readonly CureEdit[]): Map<string, CureEdit[]> {
  const found = new Map<string, CureEdit[]>();
  for (const edit of edits)
    for (const key of edit.servers) {
      const known = found.get(key);
      if (known) known.push(edit);
      else found.set(key, [edit]);
    }
  return found;
}

async function mendAll(
  before: Read,
  find: Find,
  asked: ReadonlyMap<string, Asked>,
  options: CheckOptions,
  performer: Performer,
): Promise<Map<string, Mended>> {
  const standards = new Map<string, Standard>();
  const standard = (key: string): Standard => {
    const known = standards.get(key) ?? {
      checkUnknown: hasUnknownCheck(before, key),
      anotherSite: asked.get(key)?.anotherSite ?? (() => false),
    };
    standards.set(key, known);
    return known;
  };
  const cases = casesOf(before, find, asked, standard);
  if (cases.length === 0) return new Map();
  return mend(cases, new Trials(before, options, performer, standard), before.configuration);
}

function casesOf(
  { all, configuration }: Read,
  find: Find,
  asked: ReadonlyMap<string, Asked>,
  standard: (key: string) => Standard,
): Case[] {
  const byProxy = new Map<string, Releases[]>();
  for (const releases of all) {
    const { name } = releases[0].proxy;
    byProxy.set(name, [...(byProxy.get(name) ?? []), releases]);
  }
  return [...byProxy].flatMap(([proxy, own]): Case[] => {
    const patients = own.flatMap(([target]) => patientOf(target, find, asked.get(target.key), configuration) ?? []);
    if (patients.length === 0) return [];
    const well = own.filter((releases) =>
      releases.every((target) => passes(target, outcomes(target, find), standard(target.key))),
    );
    return [
      {
        proxy,
        patients: new Set(patients.map(({ target }) => target.key)),
        healthy: new Set(well.map(([{ key }]) => key)),
        ways: waysOf(patients),
      },
    ];
  });
}

function patientOf(
  target: Releases[0],
  find: Find,
  asked: Asked | undefined,
  configuration: Configuration,
): Patient | null {
  if (!asked?.wanted) return null;
  const { result, question, wanted } = asked;
  return { target, outcomes: outcomes(target, find), result, question, wanted, configuration };
}

/** More are not worth the connections. */
const mostWays = 48;

/** Servers of one proxy go the same way together: each way to speak to them with each way to check them. */
function waysOf(patients: readonly Patient[]): CureEdit[][] {
  const own = patients.map((patient) => ({ transports: transportWays(patient), checks: checkWays(patient) }));
  const transports = Math.max(1, ...own.map((one) => one.transports.length));
  const checks = Math.max(1, ...own.map((one) => one.checks.length));
  const at = (ways: CureEdit[][], i: number) => ways[i] ?? ways.at(-1) ?? [];
  const ways = Array.from({ length: transports * checks }, (_, i) =>
    own.flatMap((one) => [...at(one.transports, Math.floor(i / checks)), ...at(one.checks, i % checks)]),
  );
  return ways.slice(0, mostWays);
}

/** Why a server that fails gets no edit. */
function leftOf(
  [target]: Releases,
  find: Find | null,
  asked: ReadonlyMap<string, Asked>,
  mended: ReadonlyMap<string, Mended>,
): CheckResult['left'] {
  if (!find || !fails(target, outcomes(target, find))) return [];
  const { proxy, server, key } = target;
  const known = asked.get(key);
  const because = known?.wanted
    ? (mended.get(proxy.name)?.left.get(key) ?? null)
    : leftBecause(target, outcomes(target, find), known?.result ?? null);
  return because === null ? [] : [{ proxy: proxy.name, server: server.name, because }];
}
