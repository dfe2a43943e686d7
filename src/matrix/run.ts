import { setMaxListeners } from 'node:events';
import type { MatrixCell, MatrixPair } from '../matrix-types.ts';
import { startCells } from './cell.ts';
import { completed } from './completed.ts';
import { affordable } from './descriptors.ts';
import { startDialling } from './dialling.ts';
import type { MatrixOptions } from './options.ts';

// Pairs that are read ahead: a target that hangs stops the others only when so many of its own are waiting.
const ahead = 4096;

/**
 * Tests every pair that is read, within the limits of the options, and gives the cells as they are known.
 *
 * @param pairs read no further ahead than a bounded number; each gives one cell
 * @param options what is asked, and the limits
 * @returns cells in any order. When the signal is aborted, connections under way are cut, the cells that are known by
 *   then are given, and the generator throws the signal's reason; whoever returns early ends it in the same way
 * @throws what `pairs` throws, after the cells that are known by then
 */
export async function* runMatrix(
  pairs: AsyncIterable<MatrixPair>,
  options: MatrixOptions,
): AsyncGenerator<MatrixCell, void, undefined> {
  const { signal } = options;
  const ended = new AbortController();
  setMaxListeners(0, ended.signal);
  const { concurrency, note } = affordable(options.concurrency);
  if (note !== null) options.onNote?.(note);
  const dialling = startDialling({ ...options, concurrency }, ended.signal);
  const test = startCells({ ...options, concurrency }, dialling, ended.signal);
  let stop = (_reason: unknown): void => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  const end = (reason: unknown): void => {
    stop(reason);
    ended.abort(reason);
    dialling.stop(reason);
  };
  const abort = (): void => end(signal?.reason);
  const progress = { done: 0, failed: 0, waiting: 0 };
  function begin(pair: MatrixPair): Promise<MatrixCell> {
    progress.waiting += 1;
    return test(pair);
  }
  if (signal?.aborted) abort();
  else signal?.addEventListener('abort', abort, { once: true });
  try {
    for await (const cell of completed(pairs, ahead, begin, stopped)) {
      progress.waiting -= 1;
      progress.done += 1;
      if (cell.verdict !== 'ok') progress.failed += 1;
      options.onProgress?.({ ...progress });
      yield cell;
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    stopped.catch(() => {});
    end(new DOMException('The run is over', 'AbortError'));
  }
}
