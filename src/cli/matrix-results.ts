import { createReadStream } from 'node:fs';
import { addAbortSignal } from 'node:stream';
import { NoResults, type ResultLine, readResults } from '../matrix/results-file.ts';
import { fileProblem } from './file-problem.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** How a file of results is read. */
export interface ResultsOpened {
  /** As people are told. */
  name: string;
  open(): AsyncIterable<Uint8Array>;
}

/**
 * Opens the results of an earlier run.
 * @param file path, or `-` for standard input, which can be read only once
 * @param terminal standard input and Ctrl-C
 * @param size the most bytes to be read; absent: all
 * @returns a way to read it, which throws a Refusal with exit code 3 where that fails, and the signal's reason when
 *   aborted
 */
export function resultsOf(
  file: string,
  { stdin, signal }: Pick<Terminal, 'stdin' | 'signal'>,
  size?: number,
): ResultsOpened {
  const name = file === '-' ? 'standard input' : file;
  const stream = () => {
    if (file === '-') return addAbortSignal(signal, stdin);
    const end = size === undefined ? {} : { end: size - 1 };
    return createReadStream(file, { highWaterMark: 256 * 1024, signal, ...end });
  };
  return {
    name,
    async *open() {
      if (size === 0) return;
      try {
        for await (const chunk of stream()) yield Buffer.from(chunk);
      } catch (error) {
        signal.throwIfAborted();
        throw new Refusal(3, `${name}: ${fileProblem(error)}`);
      }
    },
  };
}

/**
 * Reads the results of an earlier run: `readResults` for a command.
 * @param file path, or `-` for standard input
 * @param terminal standard input and Ctrl-C
 * @returns what each line is, in order
 * @throws Refusal with exit code 3 where it cannot be read or holds no results; the signal's reason when aborted
 */
export async function* openResults(
  file: string,
  terminal: Pick<Terminal, 'stdin' | 'signal'>,
): AsyncGenerator<ResultLine> {
  const { name, open } = resultsOf(file, terminal);
  yield* refusing(readResults(open(), name));
}

/**
 * Says as a command does that a file holds no results.
 * @param reading throws NoResults
 * @returns the same, with a Refusal of exit code 3 in its place
 */
export async function* refusing<T>(reading: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* reading;
  } catch (error) {
    throw asRefusal(error);
  }
}

/**
 * @param error anything
 * @returns a Refusal with exit code 3 for NoResults, else the same
 */
export function asRefusal(error: unknown): unknown {
  return error instanceof NoResults ? new Refusal(3, error.message, error.hint) : error;
}
