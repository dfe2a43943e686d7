import type { Options } from 'yargs';

const target = 'What is asked:';
const configuration = 'The configuration:';
const tls = 'TLS and transport:';
const haproxy = 'HAProxy:';
const live = 'The running HAProxy:';
const run = 'How it is run:';
const edits = 'The edits that mend it:';
const output = 'Output:';

/** The options of all commands with a result; `output-options.ts` gives them their types. */
export const outputOptions = {
  format: { group: output, type: 'string', describe: 'table, json or ndjson [table]', requiresArg: true },
  output: { group: output, type: 'string', describe: 'write to FILE, whole or not at all', requiresArg: true },
  explain: { group: output, type: 'boolean', describe: 'say why, and how to see it otherwise' },
  verbose: { group: output, type: 'boolean', describe: 'every connection, with its time' },
  quiet: { group: output, type: 'boolean', describe: 'no notes and no progress' },
  color: { group: output, choices: ['auto', 'always', 'never'] as const, describe: 'colour [auto]', requiresArg: true },
  'fail-on': {
    group: output,
    choices: ['error', 'warning', 'info', 'never'] as const,
    describe: 'findings that make the exit code 1',
    requiresArg: true,
  },
} as const satisfies Record<string, Options>;

/** The options of `probe`; yargs reads them, `probe-arguments.ts` gives them their types. */
export const probeOptions = {
  host: {
    group: target,
    type: 'string',
    array: true,
    describe: 'site: server name and Host (repeatable)',
    requiresArg: true,
  },
  sni: { group: target, type: 'string', describe: 'NAME or none, where it differs from --host', requiresArg: true },
  'host-header': {
    group: target,
    type: 'string',
    describe: 'NAME[:PORT] or none, where it differs',
    requiresArg: true,
  },
  'public-host': {
    group: target,
    type: 'string',
    describe: 'the name that clients use towards HAProxy',
    requiresArg: true,
  },
  port: { group: target, type: 'string', describe: 'port of addresses that name none [443]', requiresArg: true },
  'http-port': {
    group: target,
    type: 'string',
    describe: 'clear-text port beside it, 0 for none [80]',
    requiresArg: true,
  },
  path: { group: target, type: 'string', describe: 'path of the check [/]', requiresArg: true },
  method: { group: target, type: 'string', describe: 'method of the check [GET]', requiresArg: true },
  expect: { group: target, type: 'string', describe: 'as in haproxy.cfg [status 200-399]', requiresArg: true },
  mode: {
    group: target,
    choices: ['http', 'tcp'] as const,
    describe: 'tcp judges the TLS layer only [http]',
    requiresArg: true,
  },
  'forwarded-proto': { group: target, type: 'boolean', describe: 'send X-Forwarded-Proto: https' },
  'ca-file': { group: tls, type: 'string', describe: 'trust these authorities, not the system', requiresArg: true },
  cert: { group: tls, type: 'string', describe: 'client certificate, PEM', requiresArg: true },
  key: { group: tls, type: 'string', describe: 'its private key, PEM', requiresArg: true },
  'send-proxy': { group: tls, choices: ['v1', 'v2'] as const, describe: 'send a PROXY header', requiresArg: true },
  source: { group: tls, type: 'string', describe: 'local address to connect from', requiresArg: true },
  'haproxy-version': { group: haproxy, type: 'string', describe: 'X.Y, X.Y.Z or any [haproxy -v]', requiresArg: true },
  timeout: { group: run, type: 'string', describe: 'the most one exchange may take [5s]', requiresArg: true },
  repeat: { group: run, type: 'string', describe: 'do it N times: finds what fails at times', requiresArg: true },
  gentle: { group: run, type: 'boolean', describe: 'one connection at a time, and few' },
  plan: { group: run, type: 'boolean', describe: 'list the connections and make none' },
  save: { group: run, type: 'string', describe: 'keep the evidence in FILE', requiresArg: true },
  from: { group: run, type: 'string', describe: 'judge saved evidence, no network', requiresArg: true },
  ...outputOptions,
} as const satisfies Record<string, Options>;

/** The options of `check`; `check-arguments.ts` gives them their types. */
export const checkOptions = {
  f: {
    group: configuration,
    type: 'string',
    array: true,
    describe: 'file, or folder of *.cfg, as haproxy -f (repeatable)',
    requiresArg: true,
  },
  env: {
    group: configuration,
    type: 'string',
    array: true,
    describe: 'NAME=VALUE, over the environment (repeatable)',
    requiresArg: true,
  },
  'env-file': {
    group: configuration,
    type: 'string',
    describe: 'lines NAME=VALUE, as /etc/default/haproxy',
    requiresArg: true,
  },
  server: {
    group: target,
    type: 'string',
    array: true,
    describe: 'only this BACKEND/SERVER (repeatable)',
    requiresArg: true,
  },
  host: {
    group: target,
    type: 'string',
    array: true,
    describe: 'a name that clients ask for (repeatable)',
    requiresArg: true,
  },
  method: { group: target, type: 'string', describe: 'method of their requests [GET]', requiresArg: true },
  path: { group: target, type: 'string', describe: 'path of their requests [/]', requiresArg: true },
  diff: { group: edits, type: 'boolean', describe: 'print them as a patch, all else to stderr' },
  fix: { group: edits, type: 'boolean', describe: 'write the safe ones; the old file is FILE.orig' },
  'fix-all': { group: edits, type: 'boolean', describe: 'write also what is to be looked at first' },
  resolve: {
    group: run,
    type: 'string',
    array: true,
    describe: 'NAME:PORT:ADDRESS, as curl has it (repeatable)',
    requiresArg: true,
  },
  offline: { group: run, type: 'boolean', describe: 'judge the text alone, connect to nothing' },
  plan: { group: run, type: 'boolean', describe: 'list the connections and make none' },
  timeout: { group: run, type: 'string', describe: 'the most one connection may take [5s]', requiresArg: true },
  'haproxy-version': { group: haproxy, type: 'string', describe: 'X.Y, X.Y.Z or any [haproxy -v]', requiresArg: true },
  ...outputOptions,
  explain: { ...outputOptions.explain, describe: 'say why, and what is sent' },
  verbose: { ...outputOptions.verbose, describe: 'all servers, and what is sent to each' },
  'fail-on': { ...outputOptions['fail-on'], describe: 'findings that make the exit code 1 [error]' },
} as const satisfies Record<string, Options>;

const { 'fail-on': _, explain: __, ...proofOutput } = outputOptions;
const { f, env, 'env-file': envFile, server } = checkOptions;

/** The options of `prove`; `prove-arguments.ts` gives them their types. */
export const proveOptions = {
  f,
  env,
  'env-file': envFile,
  server,
  host: { ...probeOptions.host, describe: 'site, or a name that clients ask for (repeatable)' },
  sni: probeOptions.sni,
  'host-header': probeOptions['host-header'],
  'public-host': probeOptions['public-host'],
  port: probeOptions.port,
  'http-port': probeOptions['http-port'],
  path: { ...probeOptions.path, describe: 'path of check and requests [/]' },
  method: { ...probeOptions.method, describe: 'method of check and requests [GET]' },
  expect: probeOptions.expect,
  mode: probeOptions.mode,
  'forwarded-proto': probeOptions['forwarded-proto'],
  'ca-file': probeOptions['ca-file'],
  cert: probeOptions.cert,
  key: probeOptions.key,
  'send-proxy': probeOptions['send-proxy'],
  source: probeOptions.source,
  haproxy: { group: haproxy, type: 'string', describe: 'the program to run [haproxy]', requiresArg: true },
  runtime: {
    group: haproxy,
    type: 'string',
    describe: 'show it on a running one: its stats socket',
    requiresArg: true,
  },
  backend: {
    group: haproxy,
    type: 'string',
    describe: 'of that one, where several have the ADDRESS',
    requiresArg: true,
  },
  ablate: { group: run, type: 'boolean', describe: 'take each directive away in turn as well' },
  timeout: probeOptions.timeout,
  from: { ...probeOptions.from, describe: 'prove the remedy of saved evidence' },
  ...proofOutput,
} as const satisfies Record<string, Options>;

const { 'haproxy-version': ___, diff: ____, fix: _____, 'fix-all': ______, ...comparable } = checkOptions;

/** The options of `upgrade`; those that it shares with `check` are read as there. */
export const upgradeOptions = {
  from: { group: haproxy, type: 'string', describe: 'the version in use, X.Y or X.Y.Z', requiresArg: true },
  to: { group: haproxy, type: 'string', describe: 'the version to come, X.Y or X.Y.Z', requiresArg: true },
  ...comparable,
  explain: { ...outputOptions.explain, describe: 'name the pages, and edits for what is sent' },
  verbose: { ...outputOptions.verbose, describe: 'all servers, none counted' },
  'fail-on': { ...outputOptions['fail-on'], describe: 'changes that make the exit code 1 [error]' },
} as const satisfies Record<string, Options>;

const { explain: ________, ...explainOutput } = outputOptions;

/** The options of `explain`. */
export const explainOptions = {
  ...explainOutput,
  verbose: { ...outputOptions.verbose, describe: 'all causes, and what the text says' },
  quiet: { ...outputOptions.quiet, describe: 'no notes' },
  'fail-on': { ...outputOptions['fail-on'], describe: 'causes that make the exit code 1 too' },
} as const satisfies Record<string, Options>;

/** The options of `triage`; `triage-arguments.ts` gives them their types. */
export const triageOptions = {
  socket: { group: live, type: 'string', describe: 'stats socket, PATH or HOST:PORT [found]', requiresArg: true },
  'stats-url': { group: live, type: 'string', describe: 'its statistics page instead', requiresArg: true },
  'stats-auth': {
    group: live,
    type: 'string',
    describe: 'USER:PASSWORD or @FILE [SNI_DOCTOR_STATS_AUTH]',
    requiresArg: true,
  },
  log: { group: live, type: 'string', describe: 'its log instead, - for standard input', requiresArg: true },
  follow: { group: live, type: 'boolean', describe: 'with --log: go on as it grows' },
  config: {
    group: configuration,
    type: 'string',
    array: true,
    describe: 'file, or folder of *.cfg (repeatable) [that of the process]',
    requiresArg: true,
  },
  env,
  'env-file': envFile,
  host: { ...checkOptions.host },
  resolve: checkOptions.resolve,
  offline: { group: run, type: 'boolean', describe: 'ask HAProxy, connect to no backend' },
  plan: checkOptions.plan,
  timeout: checkOptions.timeout,
  'haproxy-version': { ...checkOptions['haproxy-version'], describe: 'X.Y, X.Y.Z or any [as it says]' },
  ...outputOptions,
  explain: { ...outputOptions.explain, describe: 'say why, and what else to do' },
  verbose: { ...outputOptions.verbose, describe: 'all servers, none counted' },
  'fail-on': { ...outputOptions['fail-on'], describe: 'causes that make the exit code 1 [error]' },
} as const satisfies Record<string, Options>;

/** The options of `lab`. */
export const labOptions = {
  list: { type: 'boolean', describe: 'list the backends and start none' },
  port: { type: 'string', describe: 'port of the backend [any free one]', requiresArg: true },
  'http-port': { type: 'string', describe: 'its clear-text port [any free one]', requiresArg: true },
  host: { type: 'string', describe: 'the name of its site [www.example.test]', requiresArg: true },
} as const satisfies Record<string, Options>;
