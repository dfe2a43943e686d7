import type { Both } from '../catalogue/upgrades/upgrade.ts';
import { look, performerOf, plansOf } from '../check/look.ts';
import type { Target } from '../report/check/target.ts';
import { type JudgedPair, judgePair } from '../report/upgrade/judge.ts';
import type { Pair } from '../report/upgrade/pair.ts';
import { checkOptions, type UpgradeOptions } from './options.ts';

/** Servers whose change was looked at twice. */
export interface Confirmed {
  /** Keys of those that change at one time and not at the other: it is their backend that answers unequally. */
  unsteady: Set<string>;
  connections: number;
}

/**
 * Makes the connections again that tell of a change, one after the other for each address: a backend that cuts
 * connections at times, or when there are many, has not changed by an upgrade.
 * @param judged servers that change, and to which something else is sent
 * @param options of the upgrade
 * @returns those whose change does not come again
 * @throws AbortError when the signal is aborted
 */
export async function confirm(judged: readonly JudgedPair[], options: UpgradeOptions): Promise<Confirmed> {
  const { onProgress: _, ...quiet } = options;
  const performer = performerOf(checkOptions(quiet, options.from));
  const byAddress = new Map<string | null, JudgedPair[]>();
  for (const one of judged) {
    const { address } = one.pair.from;
    byAddress.set(address, [...(byAddress.get(address) ?? []), one]);
  }
  await Promise.all(
    Array.from(byAddress.values(), async (own) => {
      for (const { pair } of own)
        for (const { plan } of [...plansOf(pair.from), ...plansOf(pair.to)]) await performer.perform([plan]);
    }),
  );
  const releases = ({ from, to }: Pair & Both<Target>): [Target][] => [[from], [to]];
  const find = await look(
    judged.flatMap(({ pair }) => releases(pair)),
    performer,
  );
  const unsteady = judged.filter((one) => keyOf(one) !== keyOf(judgePair(one.pair, find)));
  return { unsteady: new Set(unsteady.map(({ pair }) => pair.key)), connections: performer.connections };
}

/** How the conversations of a server end. */
function keyOf({ reported }: JudgedPair): string {
  return JSON.stringify(
    [reported.from, reported.to].map(({ check, traffic }) => [
      [check.status, check.code, check.up],
      traffic.map(({ status }) => status),
    ]),
  );
}
