import { resolve } from 'node:path';
import { isIpLiteral } from '../host-name.ts';
import type { MatrixOptions as RunOptions } from '../matrix/options.ts';
import { parseShard, type Shard } from '../matrix/shard.ts';
import { parseExpectWords, parseMethod, parsePath, parsePort } from '../request-words.ts';
import { type CredentialFiles, credentialFiles } from './credentials.ts';
import { parseDuration } from './duration.ts';
import type { MatrixInputAsked } from './matrix-input.ts';
import type { MatrixOptions } from './matrix-options.ts';
import { orUsageError, Refusal } from './refusal.ts';

/** What `matrix` was asked, checked, before anything is read; the version is found out later. */
export type MatrixAsked =
  | { form: 'run'; input: Omit<MatrixInputAsked, 'version' | 'source'>; run: RunAsked; compare: Compare }
  | {
      form: 'merge';
      files: string[];
      compare: Compare;
      /** Where HAProxy has the authorities: for directives, it is not read; null: the system's. */
      caFile: string | null;
      /** As it was written. */
      version: string | undefined;
    };

/** What cells are compared with: another target, the first one where none is named, or an earlier run; null: nothing. */
export type Compare = { with: 'target'; label: string | null } | { with: 'baseline'; file: string } | null;

type OfRun =
  | 'method'
  | 'path'
  | 'expect'
  | 'timeout'
  | 'retries'
  | 'concurrency'
  | 'perTarget'
  | 'rate'
  | 'source'
  | 'proxy'
  | 'body';

/** How cells are tested. */
export interface RunAsked extends CredentialFiles, Pick<RunOptions, OfRun> {
  /** NDJSON of an earlier run. */
  resume: string | null;
  /** null: all hosts. */
  shard: Shard | null;
  plan: boolean;
}

/** As many as there are ports for: beyond that a connection waits for one. */
const mostConnections = 10_000;
/** All else is done where results are merged. */
const ofMerge = new Set([
  'diff',
  'from',
  'baseline',
  'all',
  'format',
  'output',
  'explain',
  'verbose',
  'quiet',
  'color',
  'fail-on',
  'ca-file',
  'haproxy-version',
]);

/**
 * Reads the arguments of `matrix`, but for how it says what it found.
 * @param words what stands beside the options: nothing, or `merge` and its files
 * @param options as they were written
 * @returns what is asked
 * @throws Refusal with exit code 2
 */
export function readMatrixArguments(words: readonly string[], options: MatrixOptions): MatrixAsked {
  const [first, ...files] = words;
  const compare = compareOf(options);
  if (first === 'merge') return merge(files, options, compare);
  if (first !== undefined)
    throw new Refusal(2, `matrix takes no ${JSON.stringify(first.slice(0, 80))}`, 'names of hosts: --hosts FILE');
  const input = inputOf(options);
  if (compare?.with === 'target' && input.targets.length === 1 && lone(input.targets[0] ?? ''))
    throw new Refusal(2, '--diff compares targets: there is only one', '--targets old=203.0.113.1,new=10.0.0.5');
  return { form: 'run', input, run: runOf(options), compare };
}

function merge(files: string[], options: MatrixOptions, compare: Compare): MatrixAsked {
  const other = Object.keys(options).find(
    (name) => !ofMerge.has(name) && /^[a-z-]+$/.test(name) && options[name as keyof MatrixOptions] !== undefined,
  );
  if (other) throw new Refusal(2, `--${other} does not belong here: merge tests nothing, it joins results`);
  if (files.length === 0)
    throw new Refusal(2, 'matrix merge: a FILE is missing', 'sni-doctor matrix merge 0.ndjson 1.ndjson');
  if (files.some((file) => file === '')) throw new Refusal(2, 'matrix merge: the name of a FILE is empty');
  readOnce([...files, options.baseline]);
  if (compare?.with === 'target' && compare.label === null)
    throw new Refusal(2, 'results are in no order: which target is compared with?', '--diff --from LABEL');
  const { caFile } = credentialFiles({ 'ca-file': options['ca-file'] });
  return { form: 'merge', files, compare, caFile, version: options['haproxy-version'] };
}

function compareOf({ diff, baseline, from }: MatrixOptions): Compare {
  if (from !== undefined && !diff) throw new Refusal(2, '--from says what --diff compares with: --diff is missing');
  if (from === '') throw new Refusal(2, '--from needs the label of a target: it is empty');
  if (baseline === undefined) return diff ? { with: 'target', label: from ?? null } : null;
  if (diff) throw new Refusal(2, '--diff compares with another target, --baseline with an earlier run: one of them');
  if (baseline === '') throw new Refusal(2, '--baseline needs a file: its name is empty');
  return { with: 'baseline', file: baseline };
}

/** One address, and no file that could hold several. */
function lone(text: string): boolean {
  return text.includes('=') && !/[,\s]/.test(text.trim().replace(/,$/, ''));
}

function inputOf(options: MatrixOptions): Omit<MatrixInputAsked, 'version' | 'source'> {
  const { hosts = [], pairs = [], targets = [] } = options;
  for (const [name, values] of Object.entries({ hosts, pairs, targets }))
    if (values.includes('')) throw new Refusal(2, `--${name}: an empty value`);
  const example = 'sni-doctor matrix --hosts hosts.txt --targets old=203.0.113.1,new=10.0.0.5';
  if (pairs.length > 0) {
    const other = (['hosts', 'targets', 'hosts-format'] as const).find((name) => options[name] !== undefined);
    if (other) throw new Refusal(2, `--${other} does not go with --pairs, whose lines name host and target`);
  } else if (hosts.length === 0) throw new Refusal(2, '--hosts is missing', example);
  readOnce([...hosts, ...pairs, ...targets, options.baseline]);
  return {
    hosts,
    pairs,
    targets,
    hostsFormat: options['hosts-format'] ?? 'auto',
    strict: options.strict ?? false,
    port: orUsageError('--port', () => parsePort(options.port ?? '443')),
  };
}

function readOnce(files: readonly (string | undefined)[]): void {
  if (files.filter((file) => file === '-').length > 1) throw new Refusal(2, 'standard input can be read only once');
}

function runOf(options: MatrixOptions): RunAsked {
  const concurrency = count('concurrency', options.concurrency ?? '64', 1, mostConnections);
  const perTarget = options['per-target'];
  const method = orUsageError('--method', () => parseMethod(options.method ?? 'GET'));
  if (options.body && method === 'HEAD') throw new Refusal(2, '--body: an answer to HEAD has none');
  if (options.resume === '') throw new Refusal(2, '--resume needs a file: its name is empty');
  if (options.resume === '-') throw new Refusal(2, '--resume needs a file, not standard input');
  return {
    method,
    path: orUsageError('--path', () => parsePath(options.path ?? '/')),
    expect:
      options.expect === undefined ? null : orUsageError('--expect', () => parseExpectWords(options.expect ?? '')),
    timeout: orUsageError('--timeout', () => parseDuration(options.timeout ?? '5s')),
    retries: count('retries', options.retries ?? '1', 0, 10),
    concurrency,
    perTarget: perTarget === undefined ? concurrency : count('per-target', perTarget, 1, mostConnections),
    rate: options.rate === undefined ? null : rate(options.rate),
    ...credentialFiles(options),
    source: source(options.source),
    proxy: options['send-proxy'] ?? null,
    body: options.body ?? false,
    resume: options.resume === undefined ? null : resolve(options.resume),
    shard: options.shard === undefined ? null : orUsageError('--shard', () => parseShard(options.shard ?? '')),
    plan: options.plan ?? false,
  };
}

function count(option: string, text: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Refusal(2, `--${option}: "${text.slice(0, 40)}" is no number from ${least} to ${most}`);
}

function rate(text: string): number {
  const number = /^\d{1,6}(?:\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (number > 0) return number;
  throw new Refusal(2, `--rate: "${text.slice(0, 40)}" is no number of connections per second, above 0`);
}

function source(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!isIpLiteral(text)) throw new Refusal(2, `--source: ${JSON.stringify(text)} is no IP address`);
  return text.replace(/^\[|\]$/g, '');
}
