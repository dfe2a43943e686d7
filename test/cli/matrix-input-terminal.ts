import { Readable, Writable } from 'node:stream';
import type { Terminal } from '../../src/cli/terminal.ts';

/** A terminal with something on standard input, and nobody who looks at it. */
export function terminalWith(stdin: string | Readable, env: Record<string, string> = {}): Terminal {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const stream = typeof stdin === 'string' ? Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]) : stdin;
  return { stdin: stream, stdout: nowhere, stderr: nowhere, env, signal: new AbortController().signal };
}
