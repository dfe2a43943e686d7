import { readFileSync } from 'node:fs';
import { runCheck } from '../../src/check/run.ts';
import type { CheckResult } from '../../src/check-types.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { host } from './materials.ts';

/**
 * Has the library say what HAProxy will report of a configuration.
 * @param text the configuration
 * @param version `3.2.26`
 * @param offline whether the text alone is judged, without a connection
 * @returns what `check` says of it
 */
export async function predict(text: string, version: string, offline = false): Promise<CheckResult> {
  return runCheck({
    files: [{ name: 'haproxy.cfg', text }],
    environment: new Map(),
    version: parseVersion(version),
    versionFrom: 'flag',
    hosts: [host],
    servers: [],
    method: 'GET',
    path: '/',
    timeout: 10_000,
    offline,
    // What servers need is not compared.
    further: false,
    resolve: async () => [],
    readFile: (path) => {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return null;
      }
    },
  });
}
