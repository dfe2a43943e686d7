import type { CheckResult } from '../check-types.ts';
import { readModel } from '../haproxy/model/model.ts';
import type { Model } from '../haproxy/model/types.ts';
import { readConfiguration } from '../haproxy/syntax/configuration.ts';
import type { Configuration } from '../haproxy/syntax/tree.ts';
import { expand } from '../haproxy/versions.ts';
import { type Addresses, namesToResolve, placeKey, type Target, targets } from '../report/check/target.ts';
import { namedFiles } from './file-facts.ts';
import { withAddressesInUse } from './in-use.ts';
import type { CheckOptions } from './options.ts';

/** The same server for each release that is meant. */
export type Releases = [Target, ...Target[]];

/** A configuration as each release that is meant reads it. */
export interface Read {
  /** Of the first release: the text that edits are made of. */
  configuration: Configuration;
  models: Model[];
  all: Releases[];
}

/**
 * Reads a configuration for every release that is meant, and resolves the names in it.
 * @param options the files, and which servers
 * @param proxies only servers of these; absent: all
 * @returns models and servers
 */
export async function read(options: CheckOptions, proxies?: { has(name: string): boolean }): Promise<Read> {
  const wanted = { ...options, named: namedFiles(options.readFile) };
  // The text alone is judged for all of them at once: what only some versions know counts as missing.
  const releases = options.offline ? [options.version] : expand(options.version);
  const readings = releases.map((version) => {
    const configuration = readConfiguration(options.files, options.environment, version);
    const written = readModel(configuration, version, options.environment);
    const model = options.inUse ? withAddressesInUse(written, options.inUse) : written;
    return { configuration, version, model };
  });
  const [first] = readings;
  if (!first) throw new Error('no release is meant');
  const models = readings.map(({ model }) => model);
  const addresses = await resolveAll(models, options);
  const byKey = new Map<string, Releases>();
  for (const { model, version } of readings) {
    for (const target of targets(model, version, { ...wanted, ...(proxies && { proxies }) }, addresses)) {
      const known = byKey.get(target.key);
      if (known) known.push(target);
      else byKey.set(target.key, [target]);
    }
  }
  return { configuration: first.configuration, models, all: [...byKey.values()] };
}

async function resolveAll(models: readonly Model[], options: CheckOptions): Promise<Addresses> {
  if (options.offline) return new Map();
  const names = new Map(models.flatMap((model) => [...namesToResolve(model, options)]));
  const entries = [...names.values()].map(
    async (place) => [placeKey(place), await options.resolve(place.name, place.port)] as const,
  );
  return new Map(await Promise.all(entries));
}

/**
 * Resolves a name once in a run.
 * @param resolve as of `CheckOptions`
 * @returns the same, which remembers
 */
export function onceEach(resolve: CheckOptions['resolve']): CheckOptions['resolve'] {
  const known = new Map<string, Promise<readonly string[]>>();
  return (name, port) => {
    const key = `${name}:${port}`;
    const result = known.get(key) ?? resolve(name, port);
    known.set(key, result);
    return result;
  };
}

/**
 * What is wrong with the text, whichever release says so.
 * @param models of each release
 * @returns each problem once
 */
export function problemsOf(models: readonly Model[]): CheckResult['problems'] {
  const all = models.flatMap(({ problems }) => problems);
  const keys = new Map(all.map((problem) => [JSON.stringify(problem), problem]));
  return [...keys.values()].map(({ file, line, column, word, message, severity }) => {
    return { file, line, column, word, message, severity };
  });
}
