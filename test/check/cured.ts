import { readFileSync } from 'node:fs';
import { type Cured, checkAndCure } from '../../src/check/cure-run.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';

/**
 * Has a configuration judged and mended, against real backends.
 * @param name of its file
 * @param text one character a byte
 * @param version `3.2`
 * @param environment that it sees
 * @returns what came of it
 */
export function cured(
  name: string,
  text: string,
  version: string,
  environment: ReadonlyMap<string, string> = new Map(),
): Promise<Cured> {
  return checkAndCure({
    files: [{ name, text }],
    environment,
    version: parseVersion(version),
    versionFrom: 'flag',
    hosts: [],
    servers: [],
    method: 'GET',
    path: '/',
    timeout: 5000,
    offline: false,
    resolve: async () => [],
    readFile: (path) => readFileSync(path, 'latin1'),
  });
}
