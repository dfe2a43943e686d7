import type { Readable, Writable } from 'node:stream';

/** Everything of the outside world that a command line has. */
export interface Terminal {
  stdin: Readable;
  stdout: Output;
  stderr: Output;
  env: Record<string, string | undefined>;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

export type Output = Writable & { isTTY?: boolean; getColorDepth?: (env?: object) => number };
