import type { CheckOptions } from '../check/options.ts';
import { startProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs a check and shows how far it has come.
 * @param run what takes the options of a check
 * @param options its options
 * @param label what is being done
 * @param terminal standard error
 * @param quiet shows nothing
 * @returns what `run` does
 */
export async function watched<T>(
  run: (options: CheckOptions) => Promise<T>,
  options: CheckOptions,
  label: string,
  terminal: Terminal,
  quiet: boolean,
): Promise<T> {
  const progress = startProgress(terminal, !quiet, label);
  try {
    return await run({ ...options, onProgress: (done, started) => progress.update(0, done, started) });
  } finally {
    progress.end();
  }
}
