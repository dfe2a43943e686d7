import type { MatrixCell } from '../matrix-types.ts';
import { startSummary } from '../report/matrix/summary.ts';
import { chooseVersion } from './haproxy-on-path.ts';
import type { MatrixAsked } from './matrix-arguments.ts';
import { openCompared } from './matrix-compared.ts';
import { type MatrixOutputOptions, matrixFormat } from './matrix-look.ts';
import { openMerge } from './matrix-merge.ts';
import { openMatrixSink } from './matrix-output.ts';
import { startReport } from './matrix-report.ts';
import { countsLine, startNotes } from './matrix-telling.ts';
import { Refusal } from './refusal.ts';
import { say } from './say.ts';
import type { Terminal } from './terminal.ts';
import { refuseOverwriting } from './write-targets.ts';

/**
 * `matrix merge`: results of several runs as one.
 * @param asked the arguments
 * @param output how to say it
 * @param terminal streams and Ctrl-C
 * @returns the exit code
 * @throws Refusal for what the user can mend; the signal's reason when aborted
 */
export async function joinResults(
  { files, compare, caFile, version: asked }: Extract<MatrixAsked, { form: 'merge' }>,
  output: MatrixOutputOptions,
  terminal: Terminal,
): Promise<number> {
  const notes = startNotes(terminal, output.quiet);
  refuseOverwriting(
    output.file,
    files.filter((file) => file !== '-'),
  );
  const { version } = await chooseVersion(asked, terminal.signal);
  const { cells, tally } = openMerge(files, terminal);
  // What a run was started with stands in no cell.
  const run = { targets: null, first: null, keep: () => true, options: { at: new Date(), caFile, version } };
  const compared = compare && (await openCompared(compare, run, terminal));
  for (const note of compared?.notes ?? []) notes.add(note);
  const facts = { haproxyVersion: version.text, body: false, ...(compared && { compared: compared.label }) };
  // Before anything is written: without a cell there is no result.
  const first = await cells.next();
  if (first.done) {
    for (const note of tally.notes) notes.add(note);
    throw nothingIn(files);
  }
  const format = await matrixFormat(output, facts, terminal);
  const sink = await openMatrixSink(output.file, terminal);
  try {
    const report = startReport({
      format,
      sink,
      tally: startSummary(compared !== null),
      join: compared?.join ?? null,
      missingCounts: true,
      notes,
      testing: false,
    });
    for (let next: IteratorResult<MatrixCell> = first; !next.done; next = await cells.next()) {
      const full = report.cell(next.value, false);
      if (full !== null) await full;
      if (sink.gone.aborted) return report.seen.exitCode(output.failOn);
    }
    for (const note of tally.notes) notes.add(note);
    const summary = await report.end({ labels: [], from: compared?.called ?? null, interrupted: null });
    await sink.end();
    if (!output.quiet && (output.format !== 'table' || output.file !== null))
      say(terminal.stderr, `matrix: ${countsLine(summary)}`);
    return report.seen.exitCode(output.failOn);
  } finally {
    sink.abandon();
    await cells.return(undefined);
  }
}

function nothingIn(files: readonly string[]): Refusal {
  const names = files.slice(0, 3).map((file) => (file === '-' ? 'standard input' : file));
  const them = `${names.join(', ')}${files.length > names.length ? ', ...' : ''}`;
  const message = `${them}: there is no cell in ${files.length === 1 ? 'it' : 'them'}`;
  return new Refusal(3, message, 'what sni-doctor matrix --format ndjson wrote');
}
