import type { MatrixPair, MatrixTarget } from '../matrix-types.ts';
import type { MatrixInputAsked, MatrixInputHooks, OpenedPairs } from './matrix-input-asked.ts';
import { HostsByTargets, type PairMaker } from './matrix-input-hosts.ts';
import { ExactPairs } from './matrix-input-pairs.ts';
import { type Input, type InputSink, openInputs } from './matrix-input-read.ts';
import { type InputReport, startReport } from './matrix-input-report.ts';
import type { Place } from './matrix-place.ts';
import { readTargets, resolvePlace } from './matrix-targets.ts';
import { startNames } from './names.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

export type { MatrixInputAsked, MatrixInputHooks, OpenedPairs } from './matrix-input-asked.ts';

/**
 * Opens what `matrix` is to test. Names of targets are resolved, once; nothing else is connected to. The first pair has
 * been read when it returns, so that an input without any is refused before a result is begun.
 * @param asked hosts and targets
 * @param hooks what is left out, and who is told of bad lines, duplicates, wildcards
 * @param terminal standard input, environment and Ctrl-C
 * @returns the pairs, as a stream
 * @throws Refusal with exit code 2 where the options do not go together, 3 for a file that cannot be read, an input
 *   without any usable host, and with `strict` for bad lines; the signal's reason when aborted
 */
export async function openPairs(
  asked: MatrixInputAsked,
  hooks: MatrixInputHooks,
  terminal: Terminal,
): Promise<OpenedPairs> {
  const report = startReport(hooks.onNote);
  const names = startNames([], terminal.signal);
  const resolve = async (place: Place) => {
    const found = await resolvePlace(place, names, asked.source ?? null);
    if (found[0]?.address === null) report.note(`${place.address} does not resolve`);
    return found;
  };
  const exact = asked.pairs.length > 0 || asked.targets.length === 0;
  const places = exact ? [] : await readTargets(asked.targets, asked.port, report, terminal);
  const inputs = await openInputs(
    asked.pairs.length > 0 ? asked.pairs : asked.hosts,
    asked.pairs.length > 0 ? 'csv' : asked.hostsFormat,
    asked.version,
    terminal,
  );
  try {
    for (const input of inputs) checkFormat(input, asked, exact, report);
    const targets = (await Promise.all(places.map(resolve))).flat();
    noteSame(targets, report);
    const { maker, sinkFor } = exact
      ? intoPairs(new ExactPairs(asked.port, resolve, hooks), report)
      : intoHosts(new HostsByTargets(targets, hooks), report);
    const reading = readAll(inputs, sinkFor);
    const isShort = asked.strict || inputs.every((input) => input.isShort);
    let ended = false;
    while (!ended && (isShort || !maker.isUsable)) ended = (await reading.next()).done ?? false;
    if (ended) report.flush();
    const { first: problem, problems } = report;
    if (asked.strict && problem !== null)
      throw new Refusal(3, problem, `--strict: ${counted(problems)}, nothing was tested`);
    if (ended && !maker.isUsable)
      throw new Refusal(3, `${nameAll(inputs)}: there is no host that can be tested`, problem);
    const [total, first] = [ended ? await maker.count() : null, await maker.first()];
    return { pairs: pairsOf(maker, reading, report), total, first, targets: exact ? null : targets };
  } catch (error) {
    for (const input of inputs) input.close();
    throw error;
  }
}

function checkFormat({ name, format }: Input, asked: MatrixInputAsked, exact: boolean, report: InputReport): void {
  const example = `--targets old=203.0.113.1,new=10.0.0.5`;
  if (exact && format !== 'csv') throw new Refusal(2, `--targets is missing: where are the hosts of ${name}?`, example);
  if (!exact && format === 'csv')
    throw new Refusal(
      2,
      `${name} has columns (ADDRESS, HOST, LABEL, PORT) and names targets itself: --targets does not go with it`,
      'where each line is a host: --hosts-format list',
    );
  if (exact && asked.pairs.length === 0 && asked.hostsFormat === 'auto')
    report.note(`${name} has columns: its lines are taken for ADDRESS, HOST, LABEL, PORT`);
}

/** That is seldom meant, and each host is asked twice for nothing. */
function noteSame(targets: readonly MatrixTarget[], report: InputReport): void {
  const labels = new Map<string, string>();
  for (const { label, address, port } of targets) {
    if (address === null) continue;
    const place = `${address} port ${port}`;
    const other = labels.get(place);
    if (other === undefined) labels.set(place, label);
    else report.note(`${other} and ${label} are the same target: ${place}`);
  }
}

function counted(problems: number): string {
  return problems === 1 ? '1 line cannot be used' : `${problems} lines cannot be used`;
}

function nameAll(inputs: readonly Input[]): string {
  const names = inputs.slice(0, 3).map(({ name }) => name);
  return names.join(', ') + (inputs.length > names.length ? ', ...' : '');
}

type SinkFor = (input: Input) => InputSink;

function intoHosts(maker: HostsByTargets, report: InputReport): { maker: PairMaker; sinkFor: SinkFor } {
  const sinkFor = ({ name, format }: Input): InputSink => ({
    host(host) {
      // In a configuration or a zone a name stands wherever it is used.
      if (maker.add(host) && format === 'list') report.duplicate();
    },
    pair() {},
    problem: (problem) => report.problem(name, problem),
    aside: report.aside,
  });
  return { maker, sinkFor };
}

function intoPairs(maker: ExactPairs, report: InputReport): { maker: PairMaker; sinkFor: SinkFor } {
  const sinkFor = ({ name }: Input): InputSink => ({
    host() {},
    pair(fields) {
      try {
        if (maker.add(fields, report)) report.duplicate();
      } catch (error) {
        report.problem(name, { line: fields.line, message: (error as Error).message });
      }
    },
    problem: (problem) => report.problem(name, problem),
    aside: report.aside,
  });
  return { maker, sinkFor };
}

async function* pairsOf(
  maker: PairMaker,
  reading: AsyncGenerator<void>,
  report: InputReport,
): AsyncGenerator<MatrixPair> {
  try {
    yield* maker.fresh();
    while (!(await reading.next()).done) yield* maker.fresh();
    yield* maker.fresh();
    report.flush();
  } finally {
    await reading.return(undefined);
  }
}

async function* readAll(inputs: readonly Input[], sinkFor: SinkFor): AsyncGenerator<void> {
  for (const input of inputs) yield* input.read(sinkFor(input));
}
