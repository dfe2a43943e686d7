import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readConfiguration } from '../haproxy/syntax/configuration.ts';
import type { Configuration, Place } from '../haproxy/syntax/tree.ts';
import type { HaproxyVersion } from '../haproxy/versions.ts';
import { readHaproxyHosts } from '../matrix/input/haproxy.ts';
import type { HostSink } from '../matrix/input/sink.ts';
import { environmentOf } from './environment.ts';
import { fileProblem } from './file-problem.ts';
import type { Terminal } from './terminal.ts';

/** In bytes. */
const largest = 64 * 1024 * 1024;

/**
 * Gives the hosts that a configuration names, and those in the files that it reads, which are looked for where HAProxy
 * would.
 * @param files of one configuration, in order; text one character a byte
 * @param version who reads it
 * @param terminal the environment
 * @param sink takes the hosts
 */
export function readHaproxyFiles(
  files: readonly { name: string; text: string }[],
  version: HaproxyVersion,
  { env }: Pick<Terminal, 'env'>,
  sink: HostSink,
): void {
  const configuration = readConfiguration(files, environmentOf(env, [], version), version);
  readHaproxyHosts(configuration, { read: (path, at) => read(path, at, configuration) }, sink);
}

function read(written: string, { file }: Place, configuration: Configuration): { text: string } | { problem: string } {
  // HAProxy manual, 2.7: an optional file may be missing, a virtual one is none.
  const [, kind = 'file', path = ''] = /^(?:(file|opt|virt)@)?([\s\S]*)$/.exec(written) ?? [];
  if (kind === 'virt') return { text: '' };
  const found = path.startsWith('/') ? path : join(folderOf(file, configuration), path);
  try {
    const stats = statSync(found);
    // A pipe or a device would keep the process waiting.
    if (!stats.isFile()) return { problem: 'is no file' };
    if (stats.size > largest) return { problem: 'of more than 64 MiB is not read' };
    return { text: readFileSync(found, 'latin1') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (kind === 'opt' && code === 'ENOENT') return { text: '' };
    const relative = path.startsWith('/') ? '' : `, looked for in the folder that HAProxy would: ${found}`;
    return { problem: fileProblem(error) + relative };
  }
}

/** Where relative paths begin (HAProxy manual, `default-path`). */
function folderOf(file: string, { sections }: Configuration): string {
  const lines = sections.filter(({ keyword }) => keyword === 'global').flatMap((section) => section.lines);
  const words = lines.findLast(({ words }) => words[0]?.text === 'default-path')?.words.map(({ text }) => text) ?? [];
  const own = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '.';
  if (words[1] === 'config') return own;
  if (words[1] === 'parent') return join(own, '..');
  return words[1] === 'origin' ? (words[2] ?? '.') : '.';
}
