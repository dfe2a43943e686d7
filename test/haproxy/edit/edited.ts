import { applyChanges } from '../../../src/haproxy/edit/apply.ts';
import type { Change, NewWord } from '../../../src/haproxy/edit/change.ts';
import { readConfiguration } from '../../../src/haproxy/syntax/configuration.ts';
import type { Configuration } from '../../../src/haproxy/syntax/tree.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';

/** The name of the only file. */
export const file = 'haproxy.cfg';

/**
 * Reads one file.
 * @param text its content
 * @param variables of the environment
 * @returns the configuration as HAProxy 3.4 has it
 */
export function read(text: string, variables: Readonly<Record<string, string>> = {}): Configuration {
  return readConfiguration([{ name: file, text }], new Map(Object.entries(variables)), parseVersion('3.4'));
}

/**
 * Changes one file.
 * @param text its content
 * @param changes what is to be changed
 * @returns its new content
 * @throws Error as `applyChanges`
 */
export function edited(text: string, ...changes: Change[]): string {
  return applyChanges(read(text), changes)[0]?.text ?? '';
}

/**
 * Words as people type them.
 * @param text `check-sni www.example.test`
 * @returns the words
 */
export function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

const at = (line: number) => ({ file, line });
const list = (some: string | NewWord[]) => (typeof some === 'string' ? words(some) : some);

export const add = (line: number, some: string | NewWord[], before?: number): Change => ({
  kind: 'add',
  at: at(line),
  words: list(some),
  ...(before !== undefined && { before }),
});

export const replace = (line: number, from: number, to: number, some: string | NewWord[]): Change => ({
  kind: 'replace',
  at: at(line),
  from,
  to,
  words: list(some),
});

export const lineBeside = (line: number, where: 'before' | 'after', some: string | NewWord[]): Change => ({
  kind: 'line',
  at: at(line),
  where,
  words: list(some),
});

export const drop = (line: number): Change => ({ kind: 'drop', at: at(line) });
