import { setMaxListeners } from 'node:events';
import type { Cured } from '../check/cure-run.ts';
import type { CheckOptions } from '../check/options.ts';
import type { CheckResult } from '../check-types.ts';
import { checkPlans } from '../report/formats/check-plans.ts';
import { checkScreen } from '../report/formats/check-screen.ts';
import { type EditsAsked, readCheckArguments } from './check-arguments.ts';
import { watched } from './check-watched.ts';
import type { CommandLine } from './command-line.ts';
import { readConfiguration } from './configuration-files.ts';
import { environmentOf } from './environment.ts';
import { readEnvironmentFile } from './environment-file.ts';
import { checkExitCode } from './exit-code.ts';
import { type Original, originalOf, refuseBackupAsOutput } from './fix-original.ts';
import { readable } from './fix-patch.ts';
import { chooseVersion } from './haproxy-on-path.ts';
import { inOrder } from './in-order.ts';
import { readNamedFile } from './named-file.ts';
import { type Names, startNames } from './names.ts';
import { type OutputOptions, readOutputOptions } from './output-options.ts';
import { Refusal } from './refusal.ts';
import { refuseNothing } from './refuse-nothing.ts';
import { writeResults } from './results.ts';
import { say } from './say.ts';
import type { Terminal } from './terminal.ts';
import { checkWriteTargets, refuseOverwriting } from './write-targets.ts';

type Line = Extract<CommandLine, { command: 'check' }>;

/**
 * `check`: says what HAProxy will report of the servers of a configuration.
 * @param line the command line
 * @param terminal streams, environment, Ctrl-C
 * @returns the exit code
 * @throws Refusal for what the user can mend
 */
export async function check(line: Line, terminal: Terminal): Promise<number> {
  const output = readOutputOptions(line.options, 'check');
  const asked = readCheckArguments(line.options);
  if (line.files.length === 0) throw new Refusal(2, 'a FILE is missing', 'sni-doctor check /etc/haproxy/haproxy.cfg');
  checkWriteTargets({ output: output.file, save: null, from: null });
  if (!output.quiet) for (const note of asked.notes) say(terminal.stderr, `note: ${note}`);

  const file = line.options['env-file'];
  const variables = [...(file === undefined ? [] : readEnvironmentFile(file)), ...asked.variables];
  const isWritten = asked.edits === 'fix' || asked.edits === 'fix-all';
  if (isWritten && line.files.includes('-'))
    throw new Refusal(2, `--${asked.edits} writes files, and standard input is none`, 'its edits as a patch: --diff');
  const files = (await readConfiguration(line.files, terminal)).map(originalOf);
  refuseOverwriting(
    output.file,
    files.map(({ name }) => name),
  );
  if (isWritten) refuseBackupAsOutput(output.file, files);
  // Loaded while HAProxy is asked for its version.
  const [{ version, from }, { checkAndCure }] = await Promise.all([
    chooseVersion(line.options['haproxy-version'], terminal.signal),
    import('../check/cure-run.ts'),
  ]);
  // As many connections as are open wait for Ctrl-C.
  setMaxListeners(0, terminal.signal);
  const names = startNames(asked.overrides, terminal.signal);
  const { hosts, servers, method, path, timeout } = asked;
  const options: CheckOptions = {
    files: files.map(({ name, text }) => ({ name, text })),
    environment: environmentOf(terminal.env, variables, version),
    version,
    versionFrom: from,
    hosts,
    servers,
    method,
    path,
    timeout,
    offline: line.options.offline ?? false,
    resolve: names.resolve,
    readFile: readNamedFile,
    signal: terminal.signal,
  };
  if (line.options.plan) {
    const { listCheckPlans } = await import('../check/run.ts');
    await writeResults(one(listCheckPlans(options)), 1, output, terminal, checkPlans);
    return 0;
  }
  const found = await watched(checkAndCure, options, 'checking', terminal, output.quiet);
  refuseNothing(found.result, options);
  if (!output.quiet && !options.offline) sayUnused(names, terminal);
  const result = await present(found, asked.edits, options, files, output, terminal);
  return checkExitCode(result, output.failOn);
}

/** Says what was found, after writing its edits where that was asked; gives what is true then. */
async function present(
  found: Cured,
  edits: EditsAsked | null,
  options: CheckOptions,
  files: readonly Original[],
  output: OutputOptions,
  terminal: Terminal,
): Promise<CheckResult> {
  if (edits === null) {
    await writeResults(one(readable(found.result)), 1, output, terminal, checkScreen);
    return found.result;
  }
  const command = await import('./check-fix-command.ts');
  if (edits !== 'diff') return command.writeEdits(found, options, files, edits, output, terminal);
  await command.printPatch(found, files, output, terminal);
  return found.result;
}

function sayUnused(names: Names, { stderr }: Terminal): void {
  for (const { name, port } of names.unused())
    say(stderr, `note: --resolve ${name}:${port} was not needed: no server has this name and port`);
}

function one<T>(result: T | Promise<T>): AsyncGenerator<T> {
  return inOrder([result], 1, async (it) => it);
}
