import { compareReleases, numberOf } from '../catalogue/upgrades/age.ts';
import { firstOfPort } from '../check/hellos.ts';
import { look, performerOf } from '../check/look.ts';
import { onceEach, problemsOf } from '../check/read.ts';
import { type CheckPlans, listCheckPlans } from '../check/run.ts';
import { unifiedDiff } from '../haproxy/edit/diff.ts';
import { planKey } from '../plan.ts';
import { lentCases, refusedCase, turnedCases } from '../report/upgrade/cases.ts';
import { upgradeEntries } from '../report/upgrade/entries.ts';
import { type JudgedPair, judgePair, placed } from '../report/upgrade/judge.ts';
import { refusals, refusedLine } from '../report/upgrade/refused.ts';
import { byLine } from '../report/upgrade/refused-ways.ts';
import type { UpgradeEdit, UpgradeResult } from '../upgrade-types.ts';
import { confirm } from './confirm.ts';
import { keep } from './keep.ts';
import { checkOptions, type UpgradeOptions } from './options.ts';
import { isInBoth, readSides } from './sides.ts';
import { type Attempt, Trials } from './trials.ts';

/**
 * Says what changes for the servers of a configuration between two HAProxy versions.
 * @param asked the configuration, the versions, and what is to be done
 * @returns the result
 * @throws AbortError when the signal is aborted; nothing else
 */
export async function runUpgrade(asked: UpgradeOptions): Promise<UpgradeResult> {
  const started = performance.now();
  const options = { ...asked, resolve: onceEach(asked.resolve) };
  const today = await readSides(options);
  const performer = performerOf(checkOptions(options, options.from));
  const find = options.offline ? null : await look([...today.from.all, ...today.to.all], performer);
  const judged = new Map(today.pairs.filter(isInBoth).map((pair) => [pair.key, judgePair(pair, find)]));
  const { unsteady, connections } = find
    ? await confirm([...judged.values()].filter(isWorthAnotherLook), options)
    : { unsteady: new Set<string>(), connections: 0 };
  const steady = new Map([...judged].filter(([key]) => !unsteady.has(key)));
  const found = refusals({ from: problemsOf(today.from.models), to: problemsOf(today.to.models) });
  const refused = {
    new: byLine(found.new).map((own) => ({ own, line: refusedLine(own[0], today.pairs, today.from.configuration) })),
    removed: byLine(found.removed).map((own) => refusedLine(own[0], today.pairs, today.to.configuration)),
    both: byLine(found.refused).map((own) => refusedLine(own[0], today.pairs, today.to.configuration)),
  };
  const { configuration } = today.from;
  const unused = new Set(refused.both.flatMap(({ keys }) => keys));
  const servers = [...steady.values()].filter(({ pair }) => !unused.has(pair.key));
  const cases = [
    ...turnedCases(servers, configuration, find),
    ...lentCases(servers, configuration),
    ...refused.new.map(({ own, line }) => refusedCase(line, own, steady, configuration)),
  ];
  const trials = new Trials(options, performer, today, steady);
  const ways = await keep(cases, trials);
  const entries = upgradeEntries({
    pairs: today.pairs,
    judged: steady,
    unsteady,
    refused: { new: refused.new.map(({ line }) => line), removed: refused.removed, both: refused.both },
    version: { from: options.from, to: options.to },
    find,
    edits: (about, key) => editsOf(ways, about, key),
  });
  const { from, to, files } = options;
  const age = compareReleases(from, to);
  return {
    schema: 'sni-doctor/upgrade/1',
    from: numberOf(from),
    to: numberOf(to),
    basis: { from: from.basis, to: to.basis },
    direction: age === 0 ? 'same' : age < 0 ? 'upgrade' : 'downgrade',
    files: files.map(({ name }) => name),
    servers: today.pairs.map(placed),
    ...entries,
    ...found,
    patch: ways.size === 0 ? '' : unifiedDiff(files, trials.files(ways)),
    connections: performer.connections + connections,
    connectedFrom: performer.from,
    ms: Math.round(performance.now() - started),
  };
}

/**
 * Says which connections {@link runUpgrade} would make before anything is known of the backends.
 * @param options as of {@link runUpgrade}
 * @returns the plans of both versions, each once
 * @throws AbortError when the signal is aborted
 */
export async function listUpgradePlans(options: UpgradeOptions): Promise<CheckPlans> {
  const lists = await Promise.all(
    [options.from, options.to].map((version) => listCheckPlans(checkOptions(options, version))),
  );
  const plans = new Map(lists.flatMap((list) => list.plans.map((one) => [planKey(one.plan), one])));
  const problems = new Map(lists.flatMap((list) => list.problems.map((one) => [JSON.stringify(one), one])));
  return { plans: firstOfPort([...plans.values()]), problems: [...problems.values()] };
}

/** Servers that seem to change because something else is sent to them. */
function isWorthAnotherLook({ judged }: JudgedPair): boolean {
  return judged.some(
    ({ verdict, conversation }) =>
      conversation.differences.length > 0 && (verdict === 'broken' || verdict === 'mended' || verdict === 'other'),
  );
}

function editsOf(ways: Attempt, about: string, key: string | null): UpgradeEdit[] {
  return [...ways].flatMap(([one, { edits }]) => {
    const isMeant = key === null ? one.goals.size === 0 : one.goals.has(key);
    return one.about === about && isMeant ? edits : [];
  });
}
