import { bracketed, parseHostName } from '../host-name.ts';
import { parseMethod, parsePath } from '../request-words.ts';
import type { CheckOptions } from './command-line.ts';
import { parseDuration } from './duration.ts';
import { parseVariable, type Variable } from './environment.ts';
import { orUsageError, Refusal } from './refusal.ts';
import { type Override, parseResolve } from './resolve-option.ts';

/** What `check` was asked, checked, before any file is read. */
export interface CheckAsked {
  /** As they stand in a Host header. */
  hosts: string[];
  /** `be/s1` */
  servers: string[];
  method: string;
  path: string;
  timeout: number;
  overrides: Override[];
  variables: Variable[];
  /** What was understood otherwise than it was written. */
  notes: string[];
}

/**
 * Reads the arguments of `check`, but for its files and how it says what it found.
 * @param options as they were written
 * @returns what is asked
 * @throws Refusal with exit code 2
 */
export function readCheckArguments(options: CheckOptions): CheckAsked {
  const hosts = (options.host ?? []).map((text) => orUsageError('--host', () => parseHostName(text)));
  if (options.plan && options.offline) throw new Refusal(2, '--offline makes no connection that --plan could list');
  return {
    hosts: [...new Set(hosts.map(bracketed))],
    servers: (options.server ?? []).map(server),
    method: orUsageError('--method', () => parseMethod(options.method ?? 'GET')),
    path: orUsageError('--path', () => parsePath(options.path ?? '/')),
    timeout: orUsageError('--timeout', () => parseDuration(options.timeout ?? '5s')),
    overrides: (options.resolve ?? []).map((text) => orUsageError('--resolve', () => parseResolve(text))),
    variables: (options.env ?? []).map((text) => orUsageError('--env', () => parseVariable(text))),
    // That an address gets no server name matters to a server, and is said there.
    notes: [...new Set(hosts.filter(({ isAddress }) => !isAddress).flatMap(({ notes }) => notes))],
  };
}

function server(text: string): string {
  if (/^[^/]+\/[^/]+$/.test(text)) return text;
  throw new Refusal(2, `--server: ${JSON.stringify(text.slice(0, 80))} is no server: write BACKEND/SERVER`);
}
