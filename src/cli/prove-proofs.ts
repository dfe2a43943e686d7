import type { CheckOptions } from '../check/options.ts';
import { readModel } from '../haproxy/model/model.ts';
import { readConfiguration as parseConfiguration } from '../haproxy/syntax/configuration.ts';
import type { ProveResult } from '../prove-types.ts';
import type { Evidence } from '../types.ts';
import type { CheckAsked } from './check-arguments.ts';
import { readConfiguration } from './configuration-files.ts';
import { readCredentials } from './credentials.ts';
import { environmentOf } from './environment.ts';
import { readEnvironmentFile } from './environment-file.ts';
import { readEvidence } from './evidence-file.ts';
import { readNamedFile } from './named-file.ts';
import { startNames } from './names.ts';
import type { OutputOptions } from './output-options.ts';
import { resolveAll } from './probe.ts';
import type { Asked } from './probe-arguments.ts';
import { startProgress } from './progress.ts';
import type { ProveAsked } from './prove-arguments.ts';
import type { Prover } from './prove-prover.ts';
import { questions } from './questions.ts';
import { Refusal } from './refusal.ts';
import { checkSourceAddress } from './source-address.ts';
import type { Terminal } from './terminal.ts';
import { refuseOverwriting } from './write-targets.ts';

/** What is proved one after the other: each takes the backend's whole attention. */
export interface Proofs {
  count: number;
  results: AsyncGenerator<ProveResult>;
}

/**
 * Does what is asked: a configuration is one proof, addresses are one for each and host.
 * @param asked what
 * @param envFile `--env-file`
 * @param prover on which HAProxy
 * @param output whether progress is shown
 * @param terminal streams, environment, Ctrl-C
 * @returns the proofs as they are made
 * @throws Refusal for what the user can mend
 */
export async function proofs(
  asked: ProveAsked,
  envFile: string | undefined,
  prover: Prover,
  output: OutputOptions,
  terminal: Terminal,
): Promise<Proofs> {
  if (asked.form === 'configuration') {
    const result = ofConfiguration(asked.files, asked.asked, envFile, prover, output, terminal);
    return { count: 1, results: result };
  }
  if (asked.form === 'evidence') {
    const all = await readEvidence(asked.file, terminal.stdin);
    return {
      count: all.length,
      results: ofEvidence(
        all.map((one) => async () => one),
        prover,
        output,
        terminal,
      ),
    };
  }
  const gathered = await gatherers(asked.asked, prover, output, terminal);
  return { count: gathered.length, results: ofEvidence(gathered, prover, output, terminal) };
}

async function* ofConfiguration(
  paths: readonly string[],
  asked: CheckAsked,
  envFile: string | undefined,
  { version, configuration }: Prover,
  output: OutputOptions,
  terminal: Terminal,
): AsyncGenerator<ProveResult> {
  const { hosts, servers, method, path, timeout } = asked;
  const variables = [...(envFile === undefined ? [] : readEnvironmentFile(envFile)), ...asked.variables];
  const files = await readConfiguration(paths, terminal);
  refuseOverwriting(
    output.file,
    files.map(({ name }) => name),
  );
  const options: CheckOptions = {
    files,
    environment: environmentOf(terminal.env, variables, version),
    version,
    versionFrom: 'path',
    hosts,
    servers,
    method,
    path,
    timeout,
    offline: false,
    resolve: startNames([], terminal.signal).resolve,
    readFile: readNamedFile,
    signal: terminal.signal,
  };
  refuseNothing(options);
  const progress = watch(output, terminal, 'checking');
  let result: ProveResult;
  try {
    result = await configuration({ ...options, onProgress: progress.connections }, variables, progress.runs);
  } finally {
    progress.end();
  }
  yield result;
}

/** What has no server shows nothing, and one that is not there cannot be shown. */
function refuseNothing({ files, environment, version, servers }: CheckOptions): void {
  const { proxies, problems } = readModel(parseConfiguration(files, environment, version), version, environment);
  const known = new Set(proxies.flatMap((proxy) => proxy.servers.map(({ name }) => `${proxy.name}/${name}`)));
  const missing = servers.find((name) => !known.has(name));
  if (missing !== undefined) throw new Refusal(2, `--server ${missing}: there is no such server`);
  if (known.size > 0) return;
  const [problem] = problems;
  const where = files.length > 1 ? `${files.length} files` : (files[0]?.name ?? '');
  throw new Refusal(
    3,
    `${where}: there is no server`,
    problem ? `${problem.file}:${problem.line}: ${problem.message}` : null,
  );
}

type Gather = (onProgress: (done: number, started: number) => void) => Promise<Evidence>;

async function gatherers(
  asked: Asked,
  { version }: Prover,
  output: OutputOptions,
  terminal: Terminal,
): Promise<Gather[]> {
  const { signal } = terminal;
  if (asked.rest.source !== null) await checkSourceAddress(asked.rest.source);
  const all = questions(
    asked,
    await resolveAll(asked, { shorthand: false, options: { quiet: output.quiet } }, terminal),
  );
  const credentials = readCredentials(asked.rest);
  const { gather } = await import('../probe/run.ts');
  return all.map(
    (question): Gather =>
      (onProgress) =>
        gather(question, { credentials, versions: [version], signal, onProgress }),
  );
}

async function* ofEvidence(
  all: readonly Gather[],
  { version, remedy }: Prover,
  output: OutputOptions,
  terminal: Terminal,
): AsyncGenerator<ProveResult> {
  const { diagnose, EvidenceIncomplete } = await import('../report/diagnose.ts');
  for (const gather of all) {
    const progress = watch(output, terminal, 'probing');
    let result: ProveResult;
    try {
      const evidence = await gather(progress.connections);
      terminal.signal.throwIfAborted();
      result = await remedy(evidence.question, diagnose(evidence, version, 'path'), progress.runs);
    } catch (error) {
      if (error instanceof EvidenceIncomplete) throw new Refusal(3, error.message);
      throw error;
    } finally {
      progress.end();
    }
    yield result;
  }
}

/** The connections of ours first, then the runs of HAProxy. */
function watch({ quiet }: OutputOptions, terminal: Terminal, label: string) {
  let progress = startProgress(terminal, !quiet, label);
  let running = false;
  return {
    connections: (done: number, started: number): void => progress.update(0, done, started),
    runs(done: number, all: number): void {
      if (!running) {
        progress.end();
        progress = startProgress(terminal, !quiet, 'proving', 'runs of HAProxy');
        running = true;
      }
      progress.update(0, done, all);
    },
    end: (): void => progress.end(),
  };
}
