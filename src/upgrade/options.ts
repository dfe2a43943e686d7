import type { CheckOptions } from '../check/options.ts';
import type { HaproxyVersion } from '../haproxy/versions.ts';

/** What `upgrade` is to do: as `check`, for two versions. */
export interface UpgradeOptions
  extends Omit<CheckOptions, 'version' | 'versionFrom' | 'environment' | 'further' | 'files'> {
  /** In the order in which HAProxy would read them; text one character a byte (latin1). */
  files: readonly { name: string; text: string }[];
  /** One release. */
  from: HaproxyVersion;
  /** One release. */
  to: HaproxyVersion;
  /**
   * @param version a version
   * @returns the environment that the configuration sees with it: HAProxy adds to it by itself
   */
  environment(version: HaproxyVersion): ReadonlyMap<string, string>;
}

/**
 * The same for one of the versions, as `check` takes it.
 * @param options of the upgrade
 * @param version one of its versions
 * @returns options of a check that asks no backend further
 */
export function checkOptions(options: UpgradeOptions, version: HaproxyVersion): CheckOptions {
  const { from: _, to: __, environment, ...common } = options;
  return { ...common, version, versionFrom: 'flag', environment: environment(version), further: false };
}
