import { setMaxListeners } from 'node:events';
import { type HaproxyVersion, parseVersion } from '../haproxy/versions.ts';
import { type CheckPlanList, checkPlans } from '../report/formats/check-plans.ts';
import type { Look } from '../report/formats/paint.ts';
import { upgradeScreen } from '../report/formats/upgrade-screen.ts';
import type { UpgradeOptions } from '../upgrade/options.ts';
import type { UpgradeResult } from '../upgrade-types.ts';
import { readCheckArguments } from './check-arguments.ts';
import type { CommandLine } from './command-line.ts';
import { readConfiguration } from './configuration-files.ts';
import { environmentOf } from './environment.ts';
import { readEnvironmentFile } from './environment-file.ts';
import { upgradeExitCode } from './exit-code.ts';
import { patchText } from './fix-patch.ts';
import { inOrder } from './in-order.ts';
import { readNamedFile } from './named-file.ts';
import { startNames } from './names.ts';
import { readOutputOptions } from './output-options.ts';
import { startProgress } from './progress.ts';
import { orUsageError, Refusal } from './refusal.ts';
import { refuseNothing } from './refuse-nothing.ts';
import { writeResults } from './results.ts';
import { say } from './say.ts';
import type { Terminal } from './terminal.ts';
import { checkWriteTargets, refuseOverwriting } from './write-targets.ts';

type Line = Extract<CommandLine, { command: 'upgrade' }>;

const example = 'sni-doctor upgrade /etc/haproxy/haproxy.cfg --from 3.2 --to 3.4';

/**
 * `upgrade`: says what changes for the servers of a configuration between two HAProxy versions.
 * @param line the command line
 * @param terminal streams, environment, Ctrl-C
 * @returns the exit code
 * @throws Refusal for what the user can mend
 */
export async function upgrade(line: Line, terminal: Terminal): Promise<number> {
  const output = readOutputOptions(line.options, 'upgrade');
  const asked = readCheckArguments(line.options);
  if (line.files.length === 0) throw new Refusal(2, 'a FILE is missing', example);
  const [from, to] = [release('--from', line.options.from), release('--to', line.options.to)];
  checkWriteTargets({ output: output.file, save: null, from: null });
  if (!output.quiet) for (const note of asked.notes) say(terminal.stderr, `note: ${note}`);

  const file = line.options['env-file'];
  const variables = [...(file === undefined ? [] : readEnvironmentFile(file)), ...asked.variables];
  const files = await readConfiguration(line.files, terminal);
  refuseOverwriting(
    output.file,
    files.map(({ name }) => name),
  );
  const { listUpgradePlans, runUpgrade } = await import('../upgrade/run.ts');
  // As many connections as are open wait for Ctrl-C.
  setMaxListeners(0, terminal.signal);
  const names = startNames(asked.overrides, terminal.signal);
  const { hosts, servers, method, path, timeout } = asked;
  const options: UpgradeOptions = {
    ...{ files, from, to, hosts, servers, method, path, timeout },
    environment: (version) => environmentOf(terminal.env, variables, version),
    offline: line.options.offline ?? false,
    resolve: names.resolve,
    readFile: readNamedFile,
    signal: terminal.signal,
  };
  if (line.options.plan) {
    const screen = (list: CheckPlanList, look: Look) => checkPlans({ ...list, later }, look);
    await writeResults(one(listUpgradePlans(options)), 1, output, terminal, screen);
    return 0;
  }
  const result = await watched(options, runUpgrade, terminal, output.quiet);
  const problems = [...result.refused, ...result.new, ...result.removed];
  refuseNothing({ servers: result.servers, problems }, { files, servers, version: to });
  if (!output.quiet && !options.offline)
    for (const { name, port } of names.unused())
      say(terminal.stderr, `note: --resolve ${name}:${port} was not needed: no server has this name and port`);
  const shown = { ...result, patch: patchText(result.patch) };
  await writeResults(one(Promise.resolve(shown)), 1, output, terminal, upgradeScreen);
  return upgradeExitCode(result, output.failOn);
}

const later = 'Then: those that tell of a change are made once more, and those that edits would make.';

/** What two versions have in common is no version that one could come from. */
function release(option: '--from' | '--to', text: string | undefined): HaproxyVersion {
  if (text === undefined) throw new Refusal(2, `${option} is missing: which HAProxy version?`, example);
  if (text === 'any') throw new Refusal(2, `${option}: "any" is no single version: write X.Y or X.Y.Z`, example);
  return orUsageError(option, () => parseVersion(text));
}

async function watched(
  options: UpgradeOptions,
  run: (options: UpgradeOptions) => Promise<UpgradeResult>,
  terminal: Terminal,
  quiet: boolean,
): Promise<UpgradeResult> {
  const progress = startProgress(terminal, !quiet, 'comparing');
  try {
    return await run({ ...options, onProgress: (done, started) => progress.update(0, done, started) });
  } finally {
    progress.end();
  }
}

function one<T>(result: Promise<T>): AsyncGenerator<T> {
  return inOrder([result], 1, (it) => it);
}
