import { fstatSync, readlinkSync } from 'node:fs';
import type { MatrixSummary, MatrixVerdict } from '../matrix-types.ts';
import { counted, lasting } from '../report/formats/matrix-words.ts';
import type { MatrixOutputOptions } from './matrix-look.ts';
import { isSameFile } from './matrix-resume.ts';
import { say } from './say.ts';
import type { Terminal } from './terminal.ts';

/** So many notes are kept for the result: the rest was said. */
const most = 200;

/** What is said beside the result. */
export interface Notes {
  /** @param text one line, without `note:` */
  add(text: string): void;
  /** The first ones. */
  kept: string[];
}

/**
 * Begins to say what people should know.
 * @param terminal standard error
 * @param quiet nothing is said, only kept
 * @returns where notes go in
 */
export function startNotes({ stderr }: Terminal, quiet: boolean): Notes {
  const kept: string[] = [];
  return {
    add(text) {
      if (kept.length < most) kept.push(text);
      if (!quiet) say(stderr, `note: ${text}`);
    },
    kept,
  };
}

const words: Record<MatrixVerdict, string> = { ok: 'ok', wrong: 'wrong', failed: 'failed', error: 'not tested' };

/**
 * The counts as one line, where the form itself is for programs.
 * @param summary of a run
 * @returns `2,000 cells: 1,963 ok, 12 wrong, 25 failed; 2,104 connections, 2.5 s`
 */
export function countsLine({ cells, verdicts, connections, ms, move }: MatrixSummary): string {
  const parts = (Object.keys(words) as MatrixVerdict[]).flatMap((verdict) => {
    return verdicts[verdict] > 0 ? [`${verdicts[verdict]} ${words[verdict]}`] : [];
  });
  const moved = move
    ? `; ${counted(move.hosts, 'host')} compared: ${move.blocks} block the move, ${move.look} to look at, ${move.harmless} harmless, ${move.same} the same${move.unknown > 0 ? `, ${move.unknown} not known` : ''}`
    : '';
  return `${counted(cells, 'cell')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}${moved}; ${counted(connections, 'connection')}, ${lasting(ms)}`;
}

/**
 * How to go on after Ctrl-C.
 * @param output how results were written
 * @param resumed the file that this run went on from; null: none
 * @param terminal standard output
 * @returns one sentence
 */
export function howToGoOn(
  { format, file }: Pick<MatrixOutputOptions, 'format' | 'file'>,
  resumed: string | null,
  terminal: Terminal,
): string {
  const kept = format === 'ndjson' && file === null ? fileOf(terminal.stdout) : null;
  if (kept !== null && resumed !== null && !isSameFile(resumed, terminal.stdout))
    // Cells of a file that is not named are tested again.
    return `one file must hold both: cat ${quoted(resumed)} ${quoted(kept)} > all.ndjson, then the same command with --resume all.ndjson >> all.ndjson`;
  if (kept !== null) return `the same command with --resume ${quoted(kept)} >> ${quoted(kept)}`;
  const also = resumed === null ? '' : ` and ${resumed}`;
  if (format === 'ndjson' && file === null)
    return `the same command with --resume FILE, which holds these lines${also}`;
  return 'nothing keeps what was done; --format ndjson > FILE does, and --resume FILE goes on from there';
}

/** As one word of a shell. */
function quoted(path: string): string {
  return /^[\w./@+,:=~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** The path of the file that standard output is; null: it is none, or nobody knows. */
function fileOf(stdout: Terminal['stdout']): string | null {
  const { fd } = stdout as { fd?: unknown };
  if (typeof fd !== 'number') return null;
  try {
    if (!fstatSync(fd).isFile()) return null;
  } catch {
    return null;
  }
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return 'FILE';
  }
}
