import { setMaxListeners } from 'node:events';
import { CannotProve } from '../prove/cannot.ts';
import { RuntimeRefusal } from '../prove/stats-socket.ts';
import type { ProveResult } from '../prove-types.ts';
import { proveScreen } from '../report/formats/prove-screen.ts';
import type { CommandLine } from './command-line.ts';
import { readOutputOptions } from './output-options.ts';
import { readProveArguments } from './prove-arguments.ts';
import { proofs } from './prove-proofs.ts';
import { spawning } from './prove-spawned.ts';
import { Refusal } from './refusal.ts';
import { writeResults } from './results.ts';
import { say } from './say.ts';
import type { Terminal } from './terminal.ts';
import { checkWriteTargets } from './write-targets.ts';

type Line = Extract<CommandLine, { command: 'prove' }>;

/**
 * `prove`: shows on a real HAProxy what becomes of a backend with the change that is recommended.
 * @param line the command line
 * @param terminal streams, environment, Ctrl-C
 * @returns the exit code
 * @throws Refusal for what the user can mend
 */
export async function prove(line: Line, terminal: Terminal): Promise<number> {
  const output = readOutputOptions(line.options, 'prove');
  const asked = readProveArguments(line);
  const from = asked.form === 'evidence' && asked.file !== '-' ? asked.file : null;
  checkWriteTargets({ output: output.file, save: null, from });
  const notes = asked.form === 'evidence' ? [] : asked.asked.notes;
  if (!output.quiet) for (const note of notes) say(terminal.stderr, `note: ${note}`);
  // As many connections and programs as there are wait for Ctrl-C.
  setMaxListeners(0, terminal.signal);
  const { runtime, haproxy = null, backend = null, ablate = false } = line.options;
  try {
    const prover =
      runtime === undefined
        ? await spawning(haproxy, ablate, terminal)
        : await (await import('./prove-running.ts')).running(runtime, backend, terminal);
    const { count, results } = await proofs(asked, line.options['env-file'], prover, output, terminal);
    const all: ProveResult[] = await writeResults(results, count, output, terminal, proveScreen);
    return all.every(({ proved }) => proved) ? 0 : 1;
  } catch (error) {
    terminal.signal.throwIfAborted();
    if (error instanceof RuntimeRefusal) throw new Refusal(3, error.message, error.hint);
    if (error instanceof CannotProve) throw new Refusal(3, error.message);
    throw error;
  }
}
