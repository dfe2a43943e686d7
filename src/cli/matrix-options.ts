import type { InferredOptionTypes, Options } from 'yargs';
import { outputOptions, probeOptions } from './options.ts';

const what = 'What is asked:';
const pace = 'How fast:';
const compare = 'What it is compared with:';
const parts = 'In parts:';

/** The options of `matrix`; `matrix-arguments.ts` gives them their types. */
export const matrixOptions = {
  // Every word that is no option stands behind it by the time yargs reads the line: one of them may be a dash.
  f: { type: 'string', array: true, hidden: true, requiresArg: true },
  hosts: {
    group: what,
    type: 'string',
    array: true,
    describe: 'file with the names, - for standard input (repeatable)',
    requiresArg: true,
  },
  'hosts-format': {
    group: what,
    choices: ['auto', 'list', 'haproxy', 'zone', 'certificate', 'csv'] as const,
    describe: 'what that file is [auto]',
    requiresArg: true,
  },
  targets: {
    group: what,
    type: 'string',
    array: true,
    describe: 'LABEL=ADDRESS[:PORT],... or a file of these (repeatable)',
    requiresArg: true,
  },
  pairs: {
    group: what,
    type: 'string',
    array: true,
    describe: 'CSV instead: ADDRESS, HOST, LABEL, PORT (repeatable)',
    requiresArg: true,
  },
  strict: { group: what, type: 'boolean', describe: 'refuse the whole where one line is bad' },
  port: { ...probeOptions.port, group: what, describe: 'port of targets that name none [443]' },
  path: { ...probeOptions.path, group: what, describe: 'path of the request [/]' },
  method: { ...probeOptions.method, group: what, describe: 'method of the request [GET]' },
  expect: probeOptions.expect,
  diff: { group: compare, type: 'boolean', describe: 'the other targets with the first' },
  from: { group: compare, type: 'string', describe: 'label of another than the first', requiresArg: true },
  baseline: { group: compare, type: 'string', describe: 'with the cells of an earlier run, NDJSON', requiresArg: true },
  body: { group: compare, type: 'boolean', describe: 'bodies as well: each is read to its end' },
  concurrency: { group: pace, type: 'string', describe: 'connections at once [64]', requiresArg: true },
  'per-target': { group: pace, type: 'string', describe: 'of these, to one target [as many]', requiresArg: true },
  rate: { group: pace, type: 'string', describe: 'new connections per second [no limit]', requiresArg: true },
  retries: { group: pace, type: 'string', describe: 'for what may pass at another try [1]', requiresArg: true },
  timeout: { ...probeOptions.timeout, group: pace },
  resume: { group: parts, type: 'string', describe: 'go on: leave out the cells of FILE, NDJSON', requiresArg: true },
  shard: { group: parts, type: 'string', describe: 'I/N: part I of N, counted from 0', requiresArg: true },
  plan: { group: parts, type: 'boolean', describe: 'list the connections and make none' },
  'ca-file': probeOptions['ca-file'],
  cert: probeOptions.cert,
  key: probeOptions.key,
  'send-proxy': probeOptions['send-proxy'],
  source: probeOptions.source,
  'haproxy-version': probeOptions['haproxy-version'],
  all: { group: 'Output:', type: 'boolean', describe: 'every host, none counted' },
  ...outputOptions,
  format: { ...outputOptions.format, describe: 'table, ndjson, json, csv or markdown [table]' },
  explain: { ...outputOptions.explain, describe: 'say why each difference matters' },
  verbose: { ...outputOptions.verbose, describe: 'connections and time of each cell' },
  'fail-on': { ...outputOptions['fail-on'], describe: 'findings that make the exit code 1 [error]' },
} as const satisfies Record<string, Options>;

/** As they were written. */
export type MatrixOptions = Partial<InferredOptionTypes<typeof matrixOptions>>;
