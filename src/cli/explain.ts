import type { ExplainResult } from '../explain-types.ts';
import { explain as explainTexts } from '../report/explain/explain.ts';
import { explainScreen } from '../report/formats/explain-screen.ts';
import type { CommandLine } from './command-line.ts';
import { explainExitCode } from './explain-exit-code.ts';
import { readExplainInput } from './explain-input.ts';
import { inOrder } from './in-order.ts';
import { readOutputOptions } from './output-options.ts';
import { Refusal } from './refusal.ts';
import { writeResults } from './results.ts';
import type { Terminal } from './terminal.ts';
import { checkWriteTargets } from './write-targets.ts';

type Line = Extract<CommandLine, { command: 'explain' }>;

const example = 'sni-doctor explain \'L6RSP "SSL handshake failure"\'; - reads standard input';

/**
 * `explain`: says what texts mean, and what may have caused them.
 * @param line the command line
 * @param terminal streams, environment, Ctrl-C
 * @returns the exit code
 * @throws Refusal for what the user can mend
 */
export async function explain(line: Line, terminal: Terminal): Promise<number> {
  const output = readOutputOptions(line.options, 'explain');
  const { texts } = line;
  if (texts.every((text) => text.trim() === '')) throw new Refusal(2, 'a TEXT is missing', example);
  if (texts.includes('-') && texts.length > 1)
    throw new Refusal(2, 'standard input (-) and other texts are explained one after the other, not together');
  checkWriteTargets({ output: output.file, save: null, from: null });
  const result = texts[0] === '-' ? await readExplainInput(terminal) : explainTexts(texts);
  await writeResults(
    inOrder([Promise.resolve(result)], 1, (it: Promise<ExplainResult>) => it),
    1,
    output,
    terminal,
    explainScreen,
  );
  return explainExitCode(result, output.failOn);
}

/**
 * Explains the lone argument of `sni-doctor TEXT`, where that is a text which is known.
 * @param text no ADDRESS by its form
 * @param options as they were written
 * @param terminal streams, environment, Ctrl-C
 * @returns the exit code; null: nothing of it is known, and nothing was written
 */
export async function explainLone(text: string, options: Line['options'], terminal: Terminal): Promise<number | null> {
  const { inputs } = explainTexts([text]);
  if (inputs.every(({ kind }) => kind === 'unknown')) return null;
  return explain({ command: 'explain', texts: [text], options }, terminal);
}
