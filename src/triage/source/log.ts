import { createScanner } from '../../haproxy/log/scan.ts';
import { printable } from '../../report/escape.ts';
import type { LiveState } from '../../triage-types.ts';
import { refuseOtherFormats } from './log-format.ts';
import { filePieces, type LogPiece, streamPieces } from './log-pieces.ts';
import { LogState } from './log-state.ts';

/** How a log is read. */
export interface LogOptions {
  /** Goes on as the log grows, and a file is rotated or cut off, until the signal: then it ends as at the end of a file. */
  follow?: boolean;
  /** Gives up; with `follow` it ends the reading. */
  signal: AbortSignal;
  /** Told with `follow` when anything of a server has changed and the log is read to its end so far. */
  onChange?: (state: LiveState) => void;
}

/** Where a log comes from. */
export type LogSource = { file: string } | { stream: AsyncIterable<Uint8Array>; name: string };

/**
 * Reads a HAProxy's log and keeps what it says last of each server. States are in the words of `show stat`; that of a server
 * of which nothing but traffic is known is `unknown`. However long the log is, the room stays the same.
 * @param source a file, or pieces split anywhere
 * @param options see {@link LogOptions}
 * @returns every server that the log names, in the order in which it names them first
 * @throws Unreadable; the signal's reason, unless it follows
 */
export async function fromLog(source: LogSource, options: LogOptions): Promise<LiveState> {
  const { follow = false, signal, onChange } = options;
  const name = 'file' in source ? source.file : source.name;
  const scanner = createScanner();
  const state = new LogState();
  let known = 0;
  let first = true;
  const take = (lines: ReturnType<typeof scanner.push>): void => {
    for (const { line } of lines) {
      if (line === null) continue;
      known++;
      state.take(line);
    }
  };
  const live = (): LiveState => {
    const total = scanner.total;
    const ours = known + scanner.passedOver;
    const shown = printable(name, 200);
    const notes = [
      ...(total === 0 ? [`${shown} holds no lines.`] : []),
      ...(total > 0 && ours === 0 ? [`None of the ${total} lines of ${shown} is HAProxy's.`] : []),
    ];
    return state.live(name, notes);
  };
  const pieces = 'file' in source ? filePieces(source.file, { follow, signal }) : streamPieces(source.stream, signal);
  const ended = (piece: LogPiece): void => {
    if (piece.kind === 'cut') take(scanner.end());
    if (follow && state.changed()) onChange?.(live());
  };
  try {
    for await (const piece of pieces) {
      if (piece.kind !== 'bytes') {
        ended(piece);
        continue;
      }
      if (first) refuseOtherFormats(piece.bytes, printable(name, 200));
      first = false;
      take(scanner.push(latin1(piece.bytes)));
    }
  } catch (error) {
    if (!follow || !signal.aborted) throw error;
  }
  take(scanner.end());
  return live();
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
