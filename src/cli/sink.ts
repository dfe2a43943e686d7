import type { Terminal } from './terminal.ts';
import { writeWhole } from './write-whole.ts';

/** Where results go: at once to standard output, or all together into a file. */
export interface Sink {
  write(text: string): void;
  end(): Promise<void>;
}

/**
 * Opens the place of results.
 * @param file path; null: standard output
 * @param terminal the streams
 * @returns a sink; a file is written by `end` only
 */
export function openSink(file: string | null, { stdout, signal }: Terminal): Sink {
  if (file === null) return { write: (text) => void stdout.write(text), end: async () => {} };
  let content = '';
  return {
    write(text) {
      content += text;
    },
    end: () => writeWhole(file, content, signal),
  };
}
