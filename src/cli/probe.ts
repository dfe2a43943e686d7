import { measuredVersions, parseVersion } from '../haproxy/versions.ts';
import { firstPlans, laterPlans } from '../probe/ladder.ts';
import { type PlanList, planList } from '../report/formats/plan-list.ts';
import { screen } from '../report/formats/screen.ts';
import type { Evidence, ProbeResult, Question } from '../types.ts';
import type { CommandLine } from './command-line.ts';
import { commandNames } from './commands.ts';
import { readCredentials } from './credentials.ts';
import { evidenceText, readEvidence } from './evidence-file.ts';
import { probeExitCode } from './exit-code.ts';
import { type ChosenVersion, chooseVersion } from './haproxy-on-path.ts';
import { startPromises } from './https-promises.ts';
import { inOrder } from './in-order.ts';
import { type OutputOptions, readOutputOptions } from './output-options.ts';
import { type Asked, readProbeArguments } from './probe-arguments.ts';
import { startProgress } from './progress.ts';
import { questions } from './questions.ts';
import { Refusal } from './refusal.ts';
import { resolve } from './resolve.ts';
import { writeResults } from './results.ts';
import { say } from './say.ts';
import { checkSourceAddress, ofSourceFamily } from './source-address.ts';
import type { Terminal } from './terminal.ts';
import { checkWriteTargets } from './write-targets.ts';
import { writeWhole } from './write-whole.ts';

type Line = Extract<CommandLine, { command: 'probe' }>;

/** How many targets are talked to at once. */
const sideBySide = 4;

/** What the result is not about may stand beside `--from`. */
const besidesFrom = new Set([
  'from',
  'haproxy-version',
  'format',
  'output',
  'explain',
  'verbose',
  'quiet',
  'color',
  'fail-on',
  'save',
]);

/**
 * `probe`: says what backends need and what to paste.
 * @param line the command line
 * @param terminal streams, environment, Ctrl-C
 * @returns the exit code
 * @throws Refusal for what the user can mend
 */
export async function probe(line: Line, terminal: Terminal): Promise<number> {
  const output = readOutputOptions(line.options, 'probe');
  const { from, save } = line.options;
  if (save === '-') throw new Refusal(2, '--save needs a file: standard output holds the result');
  if (save !== undefined && line.options.plan) throw new Refusal(2, '--plan sees nothing that --save could keep');
  checkWriteTargets({
    output: output.file,
    save: save ?? null,
    from: from === undefined || from === '-' ? null : from,
  });
  if (from !== undefined) return judgeSaved(from, line, output, terminal);

  const asked = readProbeArguments(line);
  if (!output.quiet) for (const note of asked.notes) say(terminal.stderr, `note: ${note}`);
  if (asked.rest.source !== null && !line.options.plan) await checkSourceAddress(asked.rest.source);
  const all = questions(asked, await resolveAll(asked, line, terminal));
  if (line.options.plan) return listPlans(all, output, terminal);

  const credentials = readCredentials(asked.rest);
  // Loaded while HAProxy is asked for its version.
  const [chosen, { gatherRepeatedly }, { withPromises }] = await Promise.all([
    chooseVersion(line.options['haproxy-version'], terminal.signal),
    import('../probe/repeat.ts'),
    import('../probe/promised.ts'),
  ]);
  // What is kept may be judged for another version one day: what each of them sends is asked now.
  const versions = [
    chosen.version,
    ...(save === undefined ? [] : [...['any', '2.0', '2.2'].map(parseVersion), ...measuredVersions]),
  ];
  const progress = startProgress(terminal, !output.quiet, 'probing');
  const promises = startPromises(terminal, output.quiet);
  const evidence = inOrder(all, asked.rest.gentle ? 1 : sideBySide, async (question, target) => {
    const onProgress = (done: number, started: number) => progress.update(target, done, started);
    const { signal } = terminal;
    const promised = promises(question);
    const seen = await gatherRepeatedly(question, asked.repeat, { credentials, versions, signal, onProgress });
    const https = await promised();
    return https ? withPromises(seen, https, { credentials, signal }) : seen;
  });
  try {
    return await judge(evidence, all.length, chosen, save ?? null, output, terminal, progress.wipe);
  } finally {
    progress.end();
  }
}

/**
 * Resolves the names among the targets, and holds them to `--source`.
 * @param asked the arguments
 * @param line the command line
 * @param terminal standard error and Ctrl-C
 * @returns addresses by name
 * @throws Refusal with exit code 3 for a name that does not resolve, or is out of reach
 */
export async function resolveAll(
  asked: Asked,
  line: { shorthand: boolean; options: { quiet?: boolean | undefined } },
  terminal: Terminal,
): Promise<Map<string, string[]>> {
  const names = [...new Set(asked.targets.filter(({ isAddress }) => !isAddress).map(({ host }) => host))];
  const resolved = new Map<string, string[]>();
  for (const { host, isAddress } of asked.targets) if (isAddress) ofSourceFamily(host, [host], asked.rest.source);
  for (const name of names) {
    try {
      const addresses = await resolve(name, terminal.signal);
      const reached = ofSourceFamily(name, addresses, asked.rest.source);
      const left = addresses.filter((address) => !reached.includes(address));
      if (left.length > 0 && !line.options.quiet)
        say(
          terminal.stderr,
          `note: ${name} is also ${left.join(', ')}: not reached from --source ${asked.rest.source}`,
        );
      resolved.set(name, reached);
    } catch (error) {
      // `sni-doctor prob 10.0.0.5` is a misspelt command rather than a host.
      if (error instanceof Refusal && line.shorthand && /^[a-z]+$/.test(name))
        throw new Refusal(3, error.message, `nor is it a command: ${commandNames.join(', ')}`);
      throw error;
    }
  }
  return resolved;
}

async function judgeSaved(file: string, line: Line, output: OutputOptions, terminal: Terminal): Promise<number> {
  const given = Object.keys(line.options).filter((name) => line.options[name as keyof Line['options']] !== undefined);
  const other = given.find((name) => !besidesFrom.has(name) && /^[a-z-]+$/.test(name));
  if (other) throw new Refusal(2, `--from judges what was seen then: --${other} cannot change that`);
  if (line.addresses.length > 0) throw new Refusal(2, '--from judges saved evidence: it takes no ADDRESS');
  const evidence = await readEvidence(file, terminal.stdin);
  const chosen = await chooseVersion(line.options['haproxy-version'], terminal.signal);
  const saved = inOrder(evidence, 1, async (one) => one);
  return judge(saved, evidence.length, chosen, line.options.save ?? null, output, terminal, () => {});
}

async function judge(
  evidence: AsyncIterable<Evidence>,
  count: number,
  { version, from }: ChosenVersion,
  save: string | null,
  output: OutputOptions,
  terminal: Terminal,
  beforeWriting: () => void,
): Promise<number> {
  const { diagnose, EvidenceIncomplete } = await import('../report/diagnose.ts');
  const kept: Evidence[] = [];
  const judged = (one: Evidence): ProbeResult => {
    try {
      return diagnose(one, version, from);
    } catch (error) {
      if (error instanceof EvidenceIncomplete) throw new Refusal(3, error.message);
      throw error;
    }
  };
  async function* results(): AsyncGenerator<ProbeResult> {
    for await (const one of evidence) {
      kept.push(one);
      beforeWriting();
      yield judged(one);
    }
    // Before a result is written whole: what was seen cannot be had again, what follows from it can.
    if (save !== null) await writeWhole(save, evidenceText(kept), terminal.signal);
  }
  const all = await writeResults(results(), count, output, terminal, screen);
  return probeExitCode(all, output.failOn);
}

async function listPlans(all: readonly Question[], output: OutputOptions, terminal: Terminal): Promise<number> {
  const lists = inOrder(all, 1, async (question): Promise<PlanList> => {
    return { question, plans: firstPlans(question), later: laterPlans };
  });
  await writeResults(lists, all.length, output, terminal, planList);
  return 0;
}
