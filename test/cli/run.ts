import { Readable, Writable } from 'node:stream';
import { main } from '../../src/cli/main.ts';
import type { Output } from '../../src/cli/terminal.ts';

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** Calls the command as bin/ does, with streams that are kept. */
export async function run(
  argv: string[],
  options: { env?: Record<string, string>; stdin?: string; isTTY?: boolean; signal?: AbortSignal } = {},
): Promise<Ran> {
  const stdout = collector(options.isTTY ?? false);
  const stderr = collector(options.isTTY ?? false);
  const code = await main(argv, {
    stdin: Readable.from([Buffer.from(options.stdin ?? '')]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: options.env ?? {},
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function collector(isTTY: boolean): { stream: Output; text: () => string } {
  const chunks: Buffer[] = [];
  const stream: Output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  stream.isTTY = isTTY;
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
