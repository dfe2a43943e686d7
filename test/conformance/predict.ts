import { readFileSync } from 'node:fs';
import type { CheckOptions } from '../../src/check/options.ts';
import { runCheck } from '../../src/check/run.ts';
import type { CheckResult } from '../../src/check-types.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { host } from './materials.ts';

/** What every configuration of the suite is called. */
export const fileName = 'haproxy.cfg';

/**
 * Has the library say what HAProxy will report of a configuration.
 * @param text the configuration
 * @param version `3.2.26`
 * @param offline whether the text alone is judged, without a connection
 * @returns what `check` says of it
 */
export async function predict(text: string, version: string, offline = false): Promise<CheckResult> {
  // What servers need is not compared.
  return runCheck({ ...optionsFor(text, version), offline, further: false });
}

/**
 * What the library is asked of a configuration.
 * @param text the configuration
 * @param version `3.2.26`
 * @returns the options of `check`, for clients that ask for the site
 */
export function optionsFor(text: string, version: string): CheckOptions {
  return {
    files: [{ name: fileName, text }],
    environment: new Map(),
    version: parseVersion(version),
    versionFrom: 'flag',
    hosts: [host],
    servers: [],
    method: 'GET',
    path: '/',
    // HAProxy waits for nothing as long as that here.
    timeout: 7000,
    offline: false,
    resolve: async () => [],
    readFile: (path) => {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return null;
      }
    },
  };
}
