import { bracketed, parseHostName } from '../host-name.ts';
import { parseMethod, parsePath } from '../request-words.ts';
import type { CheckOptions } from './command-line.ts';
import { parseDuration } from './duration.ts';
import { parseVariable, type Variable } from './environment.ts';
import { orUsageError, Refusal } from './refusal.ts';
import { type Override, parseResolve } from './resolve-option.ts';

/** Options that say what is to become of edits. */
const editOptions = ['diff', 'fix', 'fix-all'] as const;

/** A patch; the safe ones written; all of them written. */
export type EditsAsked = (typeof editOptions)[number];

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
  /** What is to become of the edits; null: they are shown. */
  edits: EditsAsked | null;
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
    edits: editsAsked(options),
    // That an address gets no server name matters to a server, and is said there.
    notes: [...new Set(hosts.filter(({ isAddress }) => !isAddress).flatMap(({ notes }) => notes))],
  };
}

function editsAsked(options: CheckOptions): EditsAsked | null {
  const [asked, other] = editOptions.filter((name) => options[name]);
  if (asked === undefined) return null;
  if (other !== undefined) throw new Refusal(2, `--${asked} and --${other} exclude each other`, hint);
  const silent = (['plan', 'offline'] as const).find((name) => options[name]);
  if (silent) throw new Refusal(2, `--${asked} needs the answers of the backends: --${silent} asks none`);
  return asked;
}

const hint = '--diff prints all edits, --fix writes those that are safe, --fix-all writes all';

function server(text: string): string {
  if (/^[^/]+\/[^/]+$/.test(text)) return text;
  throw new Refusal(2, `--server: ${JSON.stringify(text.slice(0, 80))} is no server: write BACKEND/SERVER`);
}
