import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { expandAddress } from '../../haproxy/model/address-variables.ts';
import { readConfiguration } from '../../haproxy/syntax/configuration.ts';
import { measuredVersions } from '../../haproxy/versions.ts';

/** More is no configuration but a mistake. */
const largest = 64 * 1024 * 1024;

/**
 * Reads the files of a configuration.
 * @param paths files and folders, as `-f` takes them
 * @returns their texts, one character a byte
 * @throws the error of node:fs
 */
export async function configurationTexts(paths: readonly string[]): Promise<{ name: string; text: string }[]> {
  const files = (await Promise.all(paths.map(filesOf))).flat();
  return Promise.all(
    files.map(async (name) => {
      const { size } = await stat(name);
      return { name, text: size > largest ? '' : await readFile(name, 'latin1') };
    }),
  );
}

/** Of a folder its files `*.cfg` in the order of their bytes (haproxy v3.4.0 src/haproxy.c:987). */
async function filesOf(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = (await readdir(path)).filter(
    (name) => !name.startsWith('.') && name.indexOf('.cfg') === name.length - 4,
  );
  return names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).map((name) => join(path, name));
}

/**
 * The sockets that a configuration opens with `stats socket`, those with the most rights first.
 * @param texts files in their order
 * @param environment of the process
 * @returns each as written: a path, `unix@PATH`, `ipv4@*:9999`, `abns@NAME`, ...
 */
export function configuredSockets(
  texts: readonly { name: string; text: string }[],
  environment: ReadonlyMap<string, string>,
): string[] {
  // What a version would refuse does not matter here: this one runs.
  const version = measuredVersions.at(-1);
  if (!version) return [];
  const { sections } = readConfiguration(texts, environment, version);
  const levels = ['admin', 'operator', 'user'];
  return sections
    .filter(({ keyword }) => keyword === 'global')
    .flatMap(({ lines }) => lines.map(({ words }) => words.map(({ text }) => text)))
    .filter(([first, second, place]) => first === 'stats' && second === 'socket' && place !== undefined)
    .map(([, , place = '', ...settings]) => {
      const level = levels.indexOf(settings[settings.indexOf('level') + 1] ?? '');
      // Without `level` it is that of an operator (HAProxy manual, `stats socket`).
      return { place, rank: settings.includes('level') && level >= 0 ? level : 1 };
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ place }) => expandAddress(place, environment).text);
}

/** From where a process looks at paths. */
export interface Outlook {
  /** Belongs before absolute paths, to see them from here. */
  root: string;
  /** As seen from here; null: not known. */
  cwd: string | null;
  otherNetwork: boolean;
}

/**
 * A socket of a configuration as it can be reached from here.
 * @param written behind `stats socket` or `-S`
 * @param outlook of the process that opened it
 * @returns as `socketPlace` takes it; null: it cannot be reached from here
 */
export function reachable(written: string, { root, cwd, otherNetwork }: Outlook): string | null {
  const [, prefix = '', rest = ''] = /^(?:([a-z0-9+]+)@)?(.*)$/s.exec(written) ?? [];
  const port = /^(.*):(\d+)$/s.exec(rest);
  const local = prefix === 'unix' || prefix === 'uxst';
  if (local || (prefix === '' && rest.startsWith('/'))) {
    if (rest === '') return null;
    return isAbsolute(rest) ? root + rest : cwd === null ? null : join(cwd, rest);
  }
  if (!port || !/^(?:|ip|ipv4|ipv6|tcp|tcp4|tcp6)$/.test(prefix) || otherNetwork) return null;
  const host = (port[1] ?? '').replace(/^\[|\]$/g, '');
  if (host === '' || host === '*' || host === '0.0.0.0')
    return prefix.endsWith('6') ? `[::1]:${port[2]}` : `127.0.0.1:${port[2]}`;
  if (host === '::') return `[::1]:${port[2]}`;
  return host.includes(':') ? `[${host}]:${port[2]}` : `${host}:${port[2]}`;
}
