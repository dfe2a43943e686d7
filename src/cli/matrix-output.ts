import { interruption } from './interruption.ts';
import type { Output, Terminal } from './terminal.ts';
import { openWhole } from './write-whole.ts';

/** Where results go while they come in: never more of them is kept than one piece. */
export interface MatrixSink {
  /**
   * @param text what comes next
   * @returns null: go on; else what is to be waited for, since the reader is slow
   */
  write(text: string): Promise<void> | null;
  /** Writes what is left, and puts a file into its place. */
  end(): Promise<void>;
  /** Lets go: of a file nothing is left behind, standard output has what was known. Does nothing after `end`. */
  abandon(): void;
  /** Aborted when nobody reads any more, which is no error. */
  gone: AbortSignal;
}

/** In characters; one write a line would cost more than all the rest. */
const piece = 64 * 1024;

/**
 * Opens the place of results.
 * @param file path; null: standard output
 * @param terminal standard output and Ctrl-C, after which nothing is waited for
 * @returns a sink; what a file held stays until `end`
 * @throws Refusal with exit code 3 for a file that cannot be written
 */
export async function openMatrixSink(file: string | null, { stdout, signal }: Terminal): Promise<MatrixSink> {
  if (file === null) return inPieces(streamed(stdout, signal));
  const whole = await openWhole(file, signal);
  const gone = new AbortController();
  return inPieces({
    async put(text) {
      if (!(await whole.write(text))) gone.abort();
    },
    end: async () => whole.end(),
    abandon: () => whole.abandon(),
    inParts: false,
    gone: gone.signal,
  });
}

/** What pieces are written to, one after the other. */
interface Place {
  put(text: string): Promise<void>;
  end(): Promise<void>;
  abandon(): void;
  /** Whether a part of the whole is of use. */
  inParts: boolean;
  gone: AbortSignal;
}

function streamed(stdout: Output, signal: AbortSignal): Place {
  const gone = new AbortController();
  // `| head` has seen enough, a disk is full: what that means for the exit code is decided where the process ends.
  const lose = () => gone.abort();
  stdout.once('error', lose);
  stdout.once('close', lose);
  const abandon = () => {
    stdout.off('error', lose);
    stdout.off('close', lose);
  };
  const interrupted = interruption(signal).catch(() => {});
  const lost = interruption(gone.signal).catch(() => {});
  return {
    async put(text) {
      if (gone.signal.aborted || stdout.write(text) || signal.aborted) return;
      let drained = () => {};
      const drain = new Promise<void>((resolve) => {
        drained = resolve;
        stdout.once('drain', drained);
      });
      await Promise.race([drain, interrupted, lost]);
      stdout.off('drain', drained);
    },
    end: async () => {},
    abandon,
    inParts: true,
    gone: gone.signal,
  };
}

function inPieces({ put, end, abandon, inParts, gone }: Place): MatrixSink {
  let waiting = '';
  let timer: NodeJS.Immediate | null = null;
  let last: Promise<void> = Promise.resolve();
  /** Handed on, and not taken yet. */
  let queued = 0;
  const flush = (): Promise<void> => {
    if (timer !== null) clearImmediate(timer);
    timer = null;
    const text = waiting;
    waiting = '';
    if (text !== '') {
      queued += text.length;
      last = last
        .then(() => put(text))
        .then(() => {
          queued -= text.length;
        });
    }
    // What goes wrong is told to whoever waits for it, at the latest at the end.
    last.catch(() => {});
    return last;
  };
  return {
    write(text) {
      waiting += text;
      if (queued + waiting.length >= piece) return flush();
      timer ??= setImmediate(flush);
      return null;
    },
    async end() {
      await flush();
      await end();
    },
    abandon() {
      if (inParts) void flush();
      else if (timer !== null) clearImmediate(timer);
      abandon();
    },
    gone,
  };
}
