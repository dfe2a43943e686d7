import type { Both } from '../catalogue/upgrades/upgrade.ts';
import { type Read, read } from '../check/read.ts';
import type { Target } from '../report/check/target.ts';
import { type Pair, pairs } from '../report/upgrade/pair.ts';
import { checkOptions, type UpgradeOptions } from './options.ts';

/** A configuration as both versions read it. */
export interface Sides extends Both<Read> {
  pairs: Pair[];
}

/**
 * Reads a configuration as both versions do.
 * @param options of the upgrade
 * @param proxies only servers of these; absent: all
 * @returns both readings, and their servers in pairs
 */
export async function readSides(options: UpgradeOptions, proxies?: { has(name: string): boolean }): Promise<Sides> {
  const [from, to] = await Promise.all([
    read(checkOptions(options, options.from), proxies),
    read(checkOptions(options, options.to), proxies),
  ]);
  const targets = ({ all }: Read): Target[] => all.map(([target]) => target);
  return { from, to, pairs: pairs(targets(from), targets(to)) };
}

/**
 * @param pair a server
 * @returns whether both versions have it
 */
export function isInBoth(pair: Pair): pair is Pair & Both<Target> {
  return pair.from !== null && pair.to !== null;
}
