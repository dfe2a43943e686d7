import { addAbortSignal } from 'node:stream';
import type { ExplainResult } from '../explain-types.ts';
import { createScanner } from '../haproxy/log/scan.ts';
import { createCollector } from '../report/explain/collect.ts';
import { fileProblem } from './file-problem.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/**
 * Explains the lines of standard input as they come: of each kind one text is kept, however long the log is.
 * @param terminal standard input and Ctrl-C
 * @returns an answer for each kind
 * @throws Refusal with exit code 3 where it cannot be read; the signal's reason when aborted
 */
export async function readExplainInput({ stdin, signal }: Terminal): Promise<ExplainResult> {
  const scanner = createScanner();
  const collector = createCollector();
  try {
    for await (const chunk of addAbortSignal(signal, stdin))
      collector.add(scanner.push(Buffer.from(chunk).toString('latin1')));
  } catch (error) {
    signal.throwIfAborted();
    throw new Refusal(3, `standard input: ${fileProblem(error)}`);
  }
  collector.add(scanner.end());
  return collector.result(scanner.passedOver);
}
