import type { CommandLine } from './command-line.ts';
import { readMatrixArguments } from './matrix-arguments.ts';
import { readMatrixOutput } from './matrix-look.ts';
import type { Terminal } from './terminal.ts';

type Line = Extract<CommandLine, { command: 'matrix' }>;

/**
 * `matrix`: says of every host what it gets from every target, and what differs; `matrix merge` says it of results.
 * @param line the command line
 * @param terminal streams, environment, Ctrl-C
 * @returns the exit code
 * @throws Refusal for what the user can mend
 */
export async function matrix(line: Line, terminal: Terminal): Promise<number> {
  const output = readMatrixOutput(line.options);
  const asked = readMatrixArguments(line.words, line.options);
  if (asked.form === 'merge') return (await import('./matrix-joined.ts')).joinResults(asked, output, terminal);
  return (await import('./matrix-live.ts')).testCells(asked, line.options, output, terminal);
}
