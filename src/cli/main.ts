import { readCommandLine } from './command-line.ts';
import { loneText } from './explain-text.ts';
import { Refusal } from './refusal.ts';
import { say } from './say.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/**
 * The command.
 * @param argv the arguments, without the program
 * @param terminal streams, environment and the signal of Ctrl-C
 * @returns the exit code; nothing is thrown
 */
export async function main(argv: string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    if (terminal.signal.aborted) return 130;
    return complain(error, terminal);
  }
}

/** What only one command needs is loaded only for it: start-up time is part of the interface. */
async function dispatch(argv: string[], terminal: Terminal): Promise<number> {
  const line = await readCommandLine(argv);
  switch (line.command) {
    case 'text':
      terminal.stdout.write(line.text);
      return 0;
    case 'probe': {
      const text = loneText(line);
      const code =
        text === null ? null : await (await import('./explain.ts')).explainLone(text, line.options, terminal);
      return code ?? (await import('./probe.ts')).probe(line, terminal);
    }
    case 'check':
      return (await import('./check.ts')).check(line, terminal);
    case 'prove':
      return (await import('./prove.ts')).prove(line, terminal);
    case 'upgrade':
      return (await import('./upgrade.ts')).upgrade(line, terminal);
    case 'explain':
      return (await import('./explain.ts')).explain(line, terminal);
    case 'triage':
      return (await import('./triage.ts')).triage(line, terminal);
    case 'matrix':
      return (await import('./matrix.ts')).matrix(line, terminal);
    case 'lab':
      return (await import('./lab.ts')).lab(line.names, line.options, terminal);
    case 'demo':
      return (await import('./demo.ts')).demo(terminal);
  }
}

function complain(error: unknown, { stderr, env }: Terminal): number {
  if (error instanceof Refusal) {
    say(stderr, `sni-doctor: ${error.message}`);
    if (error.hint !== null) say(stderr, `  ${error.hint}`);
    return error.exitCode;
  }
  const text = error instanceof Error ? error : new Error(String(error));
  say(stderr, `sni-doctor: this is a bug in sni-doctor ${version}: ${text.message}`);
  const report =
    '  Please report it with what SNI_DOCTOR_DEBUG=1 adds here, and with the evidence (probe --save FILE) or the configuration.';
  for (const row of env.SNI_DOCTOR_DEBUG ? (text.stack ?? '').split('\n') : [report]) say(stderr, row);
  return 3;
}
