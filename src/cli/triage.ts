import { setMaxListeners } from 'node:events';
import { checkPlans } from '../report/formats/check-plans.ts';
import { triageScreen } from '../report/formats/triage-screen.ts';
import type { TriageOptions } from '../triage/options.ts';
import type { LiveState, TriageResult } from '../triage-types.ts';
import type { CommandLine } from './command-line.ts';
import { readEnvironmentFile } from './environment-file.ts';
import { triageExitCode } from './exit-code.ts';
import { inOrder } from './in-order.ts';
import { startNames } from './names.ts';
import { readOutputOptions } from './output-options.ts';
import { startProgress } from './progress.ts';
import { Refusal } from './refusal.ts';
import { refuseNothing } from './refuse-nothing.ts';
import { writeResults } from './results.ts';
import type { Terminal } from './terminal.ts';
import { readTriageArguments } from './triage-arguments.ts';
import { joinConfiguration } from './triage-configuration.ts';
import { type Live, readSource } from './triage-source.ts';
import { checkWriteTargets, refuseOverwriting } from './write-targets.ts';

type Line = Extract<CommandLine, { command: 'triage' }>;

/**
 * `triage`: says why servers of a live HAProxy fail.
 * @param line the command line
 * @param terminal streams, environment, Ctrl-C
 * @returns the exit code
 * @throws Refusal for what the user can mend
 */
export async function triage(line: Line, terminal: Terminal): Promise<number> {
  const output = readOutputOptions(line.options, 'triage');
  const asked = readTriageArguments(line.servers, line.options, terminal.env);
  checkWriteTargets({ output: output.file, save: null, from: null });
  const environmentFile = line.options['env-file'];
  const variables = [
    ...(environmentFile === undefined ? [] : readEnvironmentFile(environmentFile)),
    ...asked.variables,
  ];
  if (asked.source.kind === 'log' && asked.source.follow) {
    const { followLog } = await import('./triage-follow.ts');
    return followLog({ ...asked, source: asked.source, variables }, line.options, output, terminal);
  }
  const live = await readSource(asked.source, terminal);
  const joined = await joinConfiguration(
    live,
    { files: asked.files, variables, version: line.options['haproxy-version'] },
    terminal,
  );
  refuseOverwriting(
    output.file,
    joined.files.map(({ name }) => name),
  );
  if (joined.files.length > 0) refuseNothing({ servers: [], problems: [] }, { ...joined, servers: [] });
  // As many connections as are open wait for Ctrl-C.
  setMaxListeners(0, terminal.signal);
  const { hosts, servers, timeout } = asked;
  const options: TriageOptions = {
    ...joined,
    ...{ hosts, servers, timeout },
    elsewhere: live.elsewhere,
    offline: line.options.offline ?? false,
    resolve: startNames(asked.overrides, terminal.signal).resolve,
    signal: terminal.signal,
  };
  const { withSilent } = await import('../triage/silent.ts');
  const notes = [...live.state.notes, ...joined.notes];
  const state = await withSilent({ ...live.state, notes }, options);
  refuseStranger(state, asked.servers);
  if (line.options.plan) {
    const { listTriagePlans } = await import('../triage/plan.ts');
    await writeResults(one(listTriagePlans(state, options)), 1, output, terminal, checkPlans);
    return 0;
  }
  const result = await watched(state, options, terminal, output.quiet);
  await writeResults(one(result), 1, output, terminal, triageScreen);
  return triageExitCode(result, output.failOn);
}

async function watched(
  state: LiveState,
  options: TriageOptions,
  terminal: Terminal,
  quiet: boolean,
): Promise<TriageResult> {
  const { runTriage } = await import('../triage/run.ts');
  const progress = startProgress(terminal, !quiet, 'asking backends');
  try {
    return await runTriage(state, { ...options, onProgress: (done, started) => progress.update(0, done, started) });
  } finally {
    progress.end();
  }
}

/** A server that HAProxy does not have is a slip of the pen. */
function refuseStranger({ servers, source }: Live['state'], wanted: readonly string[]): void {
  const known = new Set(servers.map(({ proxy, server }) => `${proxy}/${server}`));
  const missing = wanted.find((name) => !known.has(name));
  if (missing === undefined) return;
  const where = source === 'log' ? 'the log does not name it' : 'HAProxy has no such server';
  const some = [...known].slice(0, 6).join(', ');
  throw new Refusal(2, `${missing}: ${where}`, some === '' ? null : `it has ${some}${known.size > 6 ? ', ...' : ''}`);
}

function one<T>(result: T | Promise<T>): AsyncGenerator<T> {
  return inOrder([result], 1, async (it) => it);
}
