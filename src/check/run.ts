import type { CheckResult } from '../check-types.ts';
import { readModel } from '../haproxy/model/model.ts';
import type { Model } from '../haproxy/model/types.ts';
import { readConfiguration } from '../haproxy/syntax/configuration.ts';
import { expand } from '../haproxy/versions.ts';
import { planKey } from '../plan.ts';
import { judge } from '../report/check/judge.ts';
import { type Find, outcomes } from '../report/check/outcome.ts';
import { fails } from '../report/check/question.ts';
import { sparePlans } from '../report/check/spare.ts';
import { type Addresses, namesToResolve, placeKey, type Target, targets } from '../report/check/target.ts';
import type { NamedPlan, Observation, Plan, ProbeResult } from '../types.ts';
import { fileCredentials } from './credentials.ts';
import { askFurther, type Releases } from './further.ts';
import type { CheckOptions } from './options.ts';
import { Performer } from './perform.ts';

/** What `--plan` shows. */
export interface CheckPlans {
  plans: (NamedPlan & { server: string })[];
  problems: CheckResult['problems'];
}

/**
 * Says for every server of a configuration what its check and its traffic will do and log.
 * @param options the configuration and what is to be done with it
 * @returns the result
 * @throws AbortError when the signal is aborted; nothing else
 */
export async function runCheck(options: CheckOptions): Promise<CheckResult> {
  const started = performance.now();
  const { models, all } = await read(options);
  const performer = new Performer({
    timeout: options.timeout,
    credentials: fileCredentials(options.readFile),
    ...(options.signal && { signal: options.signal }),
    ...(options.onProgress && { onProgress: options.onProgress }),
  });
  const find = options.offline ? null : await look(all, performer);
  const asked =
    find && options.further !== false
      ? await askFurther(all, find, { ...options, before: performer.connections })
      : { results: new Map<string, ProbeResult>(), connections: 0 };
  const judged = all.map((releases) => judge(releases, find, asked.results.get(releases[0].key) ?? null));
  return {
    schema: 'sni-doctor/check/1',
    haproxyVersion: options.version.release?.join('.') ?? options.version.text,
    haproxyVersionFrom: options.versionFrom,
    basis: options.version.basis,
    files: options.files.map(({ name }) => name),
    servers: judged.map(({ server }) => server),
    findings: judged.flatMap(({ findings }) => findings),
    edits: judged.flatMap(({ edits }) => edits),
    problems: problemsOf(models),
    connections: performer.connections + asked.connections,
    from: performer.from,
    ms: Math.round(performance.now() - started),
  };
}

/**
 * Says which connections {@link runCheck} would make before anything is known of the backends.
 * @param options as of {@link runCheck}
 * @returns the plans, each once
 * @throws AbortError when the signal is aborted
 */
export async function listCheckPlans(options: CheckOptions): Promise<CheckPlans> {
  const { models, all } = await read(options);
  const seen = new Set<string>();
  const plans = all.flatMap(([target]) =>
    plansOf(target).flatMap(({ plan, title }) => {
      const key = planKey(plan);
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ server: target.key, id: `${target.key}/${title}`, title, plan }];
    }),
  );
  return { plans, problems: problemsOf(models) };
}

/** The configuration as each release that is meant reads it. */
async function read(options: CheckOptions): Promise<{ models: Model[]; all: Releases[] }> {
  const wanted = { ...options, readable: remembered((path) => options.readFile(path) !== null) };
  // The text alone is judged for all of them at once: what only some versions know counts as missing.
  const releases = options.offline ? [options.version] : expand(options.version);
  const models = releases.map((version) =>
    readModel(readConfiguration(options.files, options.environment, version), version, options.environment),
  );
  const addresses = await resolveAll(models, options);
  const byKey = new Map<string, Releases>();
  for (const [i, version] of releases.entries()) {
    for (const target of targets(models[i] as Model, version, wanted, addresses)) {
      const known = byKey.get(target.key);
      if (known) known.push(target);
      else byKey.set(target.key, [target]);
    }
  }
  return { models, all: [...byKey.values()] };
}

function remembered(ask: (path: string) => boolean): (path: string) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    const answer = known.get(path) ?? ask(path);
    known.set(path, answer);
    return answer;
  };
}

async function resolveAll(models: readonly Model[], options: CheckOptions): Promise<Addresses> {
  if (options.offline) return new Map();
  const names = new Map(models.flatMap((model) => [...namesToResolve(model, options)]));
  const entries = [...names.values()].map(
    async (place) => [placeKey(place), await options.resolve(place.name, place.port)] as const,
  );
  return new Map(await Promise.all(entries));
}

function plansOf({ sent }: Target): { title: string; plan: Plan }[] {
  return [
    ...(sent.check?.legs ?? []).map(({ plan }) => ({ title: 'check', plan })),
    ...sent.traffic.flatMap(({ plan, orClear, host }) =>
      [plan, orClear].flatMap((one) => (one ? [{ title: `traffic ${host ?? 'without a name'}`, plan: one }] : [])),
    ),
  ];
}

/** Performs what HAProxy would send, each plan once. */
async function look(all: readonly Releases[], performer: Performer): Promise<Find> {
  const plans = all.flatMap((releases) => releases.flatMap(plansOf).map(({ plan }) => plan));
  await performer.perform(plans);
  // OpenSSL's default security level was 1 before 3.2, and is 2 on Debian in every version: builds differ.
  const lenient = (plan: Plan): Plan | null =>
    isTooWeak(performer.seen(plan)) && plan.tls?.securityLevel === 2
      ? { ...plan, tls: { ...plan.tls, securityLevel: 1 } }
      : null;
  await performer.perform(plans.flatMap((plan) => lenient(plan) ?? []));
  const find: Find = (plan) => [plan, ...[lenient(plan) ?? []].flat()].flatMap((one) => performer.seen(one) ?? []);
  const served = all.filter(([target]) => !fails(outcomes(target, find)));
  await performer.perform(served.flatMap(([target]) => sparePlans(target)));
  return find;
}

/** Whether OpenSSL's security level refused something: a key or a signature. */
function isTooWeak(seen: Observation | undefined): boolean {
  return seen?.failure?.kind === 'local' || /KEY_TOO_SMALL|MD_TOO_WEAK/.test(seen?.tls?.reason ?? '');
}

function problemsOf(models: readonly Model[]): CheckResult['problems'] {
  const all = models.flatMap(({ problems }) => problems);
  const keys = new Map(all.map((problem) => [JSON.stringify(problem), problem]));
  return [...keys.values()].map(({ file, line, column, word, message, severity }) => {
    return { file, line, column, word, message, severity };
  });
}
