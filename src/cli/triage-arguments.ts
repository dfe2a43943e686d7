import { readFileSync } from 'node:fs';
import { bracketed, parseHostName } from '../host-name.ts';
import { socketPlace } from '../runtime-api/place.ts';
import type { TriageOptions } from './command-line.ts';
import { parseDuration } from './duration.ts';
import { parseVariable, type Variable } from './environment.ts';
import { fileProblem } from './file-problem.ts';
import { orUsageError, Refusal } from './refusal.ts';
import { type Override, parseResolve } from './resolve-option.ts';

/** Where HAProxy's own words come from; `found`: the process is looked for. */
export type SourceAsked =
  | { kind: 'found' }
  | { kind: 'socket'; name: string }
  | { kind: 'stats'; url: string; auth: string | null }
  | { kind: 'log'; file: string; follow: boolean };

/** What `triage` was asked, checked, before anything is read. */
export interface TriageAsked {
  source: SourceAsked;
  /** `be/s1` */
  servers: string[];
  /** Files and folders of the configuration; empty: that of the process, where it is known. */
  files: string[];
  hosts: string[];
  timeout: number;
  overrides: Override[];
  variables: Variable[];
}

/**
 * Reads the arguments of `triage`, but for how it says what it found.
 * @param names the servers, as they were written
 * @param options as they were written
 * @param env of this process: `SNI_DOCTOR_STATS_AUTH`
 * @returns what is asked
 * @throws Refusal with exit code 2, or 3 for a file with a password that cannot be read
 */
export function readTriageArguments(
  names: readonly string[],
  options: TriageOptions,
  env: Readonly<Record<string, string | undefined>>,
): TriageAsked {
  if (options.plan && options.offline) throw new Refusal(2, '--offline makes no connection that --plan could list');
  if (options.log === '-' && options.config?.includes('-'))
    throw new Refusal(2, 'standard input can be read only once');
  const hosts = (options.host ?? []).map((text) => bracketed(orUsageError('--host', () => parseHostName(text))));
  return {
    source: sourceOf(options, env),
    servers: names.map(server),
    files: options.config ?? [],
    hosts: [...new Set(hosts)],
    timeout: orUsageError('--timeout', () => parseDuration(options.timeout ?? '5s')),
    overrides: (options.resolve ?? []).map((text) => orUsageError('--resolve', () => parseResolve(text))),
    variables: (options.env ?? []).map((text) => orUsageError('--env', () => parseVariable(text))),
  };
}

function sourceOf(options: TriageOptions, env: Readonly<Record<string, string | undefined>>): SourceAsked {
  const { socket, log, follow = false, 'stats-url': url, 'stats-auth': auth } = options;
  const given = (['socket', 'stats-url', 'log'] as const).filter((name) => options[name] !== undefined);
  if (given.length > 1) throw new Refusal(2, `${given.map((name) => `--${name}`).join(' and ')} exclude each other`);
  if (follow && log === undefined) throw new Refusal(2, '--follow goes with --log');
  if (follow && options.plan) throw new Refusal(2, '--plan looks once: it does not go with --follow');
  if (auth !== undefined && url === undefined) throw new Refusal(2, '--stats-auth goes with --stats-url');
  if (socket !== undefined) {
    orUsageError('--socket', () => socketPlace(socket));
    return { kind: 'socket', name: socket };
  }
  if (url !== undefined) return { kind: 'stats', url: pageOf(url), auth: authOf(auth, env.SNI_DOCTOR_STATS_AUTH) };
  if (log === '') throw new Refusal(2, '--log needs a file: its name is empty');
  return log === undefined ? { kind: 'found' } : { kind: 'log', file: log, follow };
}

function pageOf(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new Refusal(
    2,
    `--stats-url: ${JSON.stringify(text.replace(/\/\/[^/@]*@/, '//').slice(0, 80))} is no URL of a page`,
    'write http://127.0.0.1:8404/stats',
  );
}

/** A password on a command line is there for every user of the machine to see: it may stand in a file. */
function authOf(text: string | undefined, fallback: string | undefined): string | null {
  const given = text?.startsWith('@') ? firstLine(text.slice(1)) : (text ?? fallback ?? null);
  if (given === null || /^[^:\r\n]+:[^\r\n]*$/.test(given)) return given;
  const from = text === undefined ? 'SNI_DOCTOR_STATS_AUTH' : '--stats-auth';
  throw new Refusal(2, `${from} is not USER:PASSWORD`, 'a file with it: --stats-auth @FILE');
}

function firstLine(path: string): string {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/, 1)[0] ?? '';
  } catch (error) {
    throw new Refusal(3, `--stats-auth @${path}: ${fileProblem(error)}`);
  }
}

function server(text: string): string {
  if (/^[^/]+\/[^/]+$/.test(text)) return text;
  throw new Refusal(2, `${JSON.stringify(text.slice(0, 80))} is no server: write BACKEND/SERVER`);
}
