import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import type { Tool } from '../provision/tools.ts';

/**
 * Which files of a folder HAProxy reads, by the name with which it refuses each.
 * @param tool a HAProxy
 * @param folder holds files that are no configuration
 * @returns their names in the order in which it reads them
 */
export function haproxyReads({ command, env }: Tool, folder: string): string[] {
  const [file = '', ...first] = command;
  const { stderr } = spawnSync(file, [...first, '-c', '-f', folder], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return [...new Set([...stderr.matchAll(/parsing \[([^\]]+):\d+\]/g)].map(([, path = '']) => basename(path)))];
}
