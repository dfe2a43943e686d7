import { setMaxListeners } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { inShard } from '../matrix/shard.ts';
import type { MatrixCell, MatrixTarget } from '../matrix-types.ts';
import { startSummary } from '../report/matrix/summary.ts';
import { readCredentials } from './credentials.ts';
import { chooseVersion } from './haproxy-on-path.ts';
import type { MatrixAsked } from './matrix-arguments.ts';
import { openPairs } from './matrix-input.ts';
import { type MatrixOutputOptions, matrixFormat } from './matrix-look.ts';
import type { MatrixOptions } from './matrix-options.ts';
import { openMatrixSink } from './matrix-output.ts';
import { startMatrixProgress } from './matrix-progress.ts';
import { startReport } from './matrix-report.ts';
import { resultsOf } from './matrix-results.ts';
import { beforeAppending, openResume } from './matrix-resume.ts';
import { countsLine, howToGoOn, startNotes } from './matrix-telling.ts';
import { toldDiffs } from './matrix-told.ts';
import { Refusal } from './refusal.ts';
import { say } from './say.ts';
import { checkSourceAddress } from './source-address.ts';
import type { Terminal } from './terminal.ts';
import { checkWriteTargets, refuseOverwriting } from './write-targets.ts';

/**
 * `matrix` on live targets.
 * @param asked the arguments
 * @param written the options as they were written
 * @param output how to say it
 * @param terminal streams, environment, Ctrl-C
 * @returns the exit code
 * @throws Refusal for what the user can mend
 */
export async function testCells(
  asked: Extract<MatrixAsked, { form: 'run' }>,
  written: MatrixOptions,
  output: MatrixOutputOptions,
  terminal: Terminal,
): Promise<number> {
  const { input, run, compare } = asked;
  const notes = startNotes(terminal, output.quiet);
  checkFiles(asked, output.file);
  if (run.source !== null && !run.plan) await checkSourceAddress(run.source);
  const credentials = readCredentials(run);
  const [{ version }, engine] = await Promise.all([
    chooseVersion(written['haproxy-version'], terminal.signal),
    import('../matrix/run.ts'),
  ]);
  const resume = run.resume === null ? null : await openResume(run.resume, terminal);
  for (const note of resume?.notes ?? []) notes.add(note);
  const { shard } = run;
  const keep = (host: string) => shard === null || inShard(host, shard.index, shard.count);
  let skipped = 0;
  const opened = await openPairs(
    { ...input, version, source: run.source },
    {
      keep,
      skip(host: string, { label, address, port }: MatrixTarget) {
        const done = resume?.done(host, label, address, port) ?? false;
        if (done) skipped += 1;
        return done;
      },
      onNote: notes.add,
    },
    terminal,
  );
  const options = { ...run, credentials, version };
  if (run.plan) return (await import('./matrix-plan.ts')).listConnections(opened, options, output, terminal);

  /** A file to go on from may hold cells of another run: they are not counted in this one. */
  const places = opened.targets && new Set(opened.targets.map(placeOf));
  const isAsked = ({ host, target: label, address, port }: MatrixCell) =>
    keep(host) && (places === null || places.has(placeOf({ label, address, port })));
  const known = {
    targets: opened.targets,
    first: opened.first,
    keep,
    options: { at: new Date(), caFile: run.caFile, version },
  };
  const compared = compare && (await (await import('./matrix-compared.ts')).openCompared(compare, known, terminal));
  for (const note of compared?.notes ?? []) notes.add(note);
  const told =
    compared && run.resume !== null && output.format === 'ndjson'
      ? await toldDiffs(resultsOf(run.resume, terminal))
      : null;
  const facts = { haproxyVersion: version.text, body: run.body, ...(compared && { compared: compared.label }) };
  const format = await matrixFormat(output, facts, terminal);
  const sink = await openMatrixSink(output.file, terminal);
  const scrolls = output.file === null && output.format !== 'table' && output.format !== 'markdown';
  // Lines that come in on the same screen show it as well.
  const progress = startMatrixProgress(terminal, !output.quiet && !(scrolls && terminal.stdout.isTTY));
  const stop = new AbortController();
  const { signal } = stop;
  setMaxListeners(0, signal);
  const interrupt = () => stop.abort();
  terminal.signal.addEventListener('abort', interrupt);
  sink.gone.addEventListener('abort', interrupt);
  try {
    terminal.signal.throwIfAborted();
    if (resume !== null && output.file === null && output.format === 'ndjson')
      void sink.write(beforeAppending(run.resume ?? '', terminal.stdout));
    const report = startReport({
      format,
      sink,
      tally: startSummary(compared !== null),
      join: compared?.join ?? null,
      missingCounts: compare?.with === 'baseline' || opened.targets !== null,
      notes,
      testing: true,
      told,
    });
    try {
      let others = 0;
      for await (const cell of resume?.cells() ?? []) {
        if (isAsked(cell)) await report.cell(cell, true);
        else others += 1;
      }
      if (others > 0) {
        progress.wipe();
        notes.add(`${run.resume}: ${notOfThisRun(others)}`);
      }
      const cells = engine.runMatrix(opened.pairs, {
        ...options,
        signal,
        onNote(text) {
          progress.wipe();
          notes.add(text);
        },
        onProgress: ({ done, failed }) => progress.update({ done, skipped, failed, total: opened.total }),
      });
      for await (const cell of cells) {
        const full = report.cell(cell, false);
        if (full !== null) await full;
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    progress.end();
    if (sink.gone.aborted) return report.seen.exitCode(output.failOn);
    const interrupted = terminal.signal.aborted
      ? { total: opened.total, next: howToGoOn(output, run.resume, terminal) }
      : null;
    if (interrupted !== null && output.file !== null) {
      sayAll(report.summary(), `interrupted: ${output.file} is not written; ${interrupted.next}`);
      return 130;
    }
    const summary = await report.end({
      labels: opened.targets?.map(({ label }) => label) ?? [],
      from: compared?.called ?? null,
      interrupted,
    });
    await sink.end();
    if (output.format !== 'table' || output.file !== null)
      sayAll(summary, interrupted === null ? null : `interrupted; to go on: ${interrupted.next}`);
    return interrupted === null ? report.seen.exitCode(output.failOn) : 130;
  } finally {
    progress.end();
    sink.abandon();
    terminal.signal.removeEventListener('abort', interrupt);
  }

  function sayAll(summary: Parameters<typeof countsLine>[0], more: string | null): void {
    if (output.quiet) return;
    say(terminal.stderr, `matrix: ${countsLine(summary)}`);
    if (more !== null) say(terminal.stderr, `matrix: ${more}`);
  }
}

function placeOf({ label, address, port }: MatrixTarget): string {
  return `${label}\n${address}\n${port}`;
}

function notOfThisRun(cells: number): string {
  const are = cells === 1 ? '1 cell is' : `${cells} cells are`;
  return `${are} not of this run (another target, or a host of another part): not counted`;
}

/** What is read is not written over; what cannot be written is not gathered. */
function checkFiles({ input, run, compare }: Extract<MatrixAsked, { form: 'run' }>, file: string | null): void {
  checkWriteTargets({ output: file, save: null, from: null });
  if (file === null) return;
  if (run.resume !== null && existsSync(run.resume) && existsSync(file) && isSame(run.resume, file))
    throw new Refusal(
      2,
      `--output and --resume name the same file, ${file}`,
      'to go on in it: --format ndjson >> FILE',
    );
  const targets = input.targets.filter((text) => !text.includes('='));
  const earlier = compare?.with === 'baseline' ? [compare.file] : [];
  refuseOverwriting(
    file,
    [...input.hosts, ...input.pairs, ...targets, ...earlier].filter((name) => name !== '-'),
  );
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [statSync(one), statSync(other)];
  return a.dev === b.dev && a.ino === b.ino;
}
