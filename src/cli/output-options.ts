import type { InferredOptionTypes } from 'yargs';
import type { ColorChoice } from './color.ts';
import type { FailOn } from './exit-code.ts';
import type { outputOptions } from './options.ts';
import { Refusal } from './refusal.ts';

const formats = ['table', 'json', 'ndjson'] as const;

/** How a command says what it found. */
export interface OutputOptions {
  format: (typeof formats)[number];
  /** null: standard output. */
  file: string | null;
  color: ColorChoice;
  quiet: boolean;
  verbose: boolean;
  explain: boolean;
  failOn: FailOn | null;
}

/**
 * Reads the options that all commands with a result have.
 * @param options as they were written
 * @param command whose they are
 * @returns the same with their defaults
 * @throws Refusal with exit code 2 for a format that is not offered
 */
export function readOutputOptions(
  options: Partial<InferredOptionTypes<typeof outputOptions>>,
  command: 'probe' | 'check' | 'prove' | 'upgrade' | 'explain' | 'triage' | 'matrix',
): OutputOptions {
  if (options.output === '') throw new Refusal(2, '--output needs a file: its name is empty');
  const format = formats.find((name) => name === (options.format ?? 'table'));
  if (!format)
    throw new Refusal(2, `--format ${options.format} is not offered by ${command} yet: ${formats.join(', ')}`);
  return {
    format,
    file: options.output === undefined || options.output === '-' ? null : options.output,
    color: options.color ?? 'auto',
    quiet: options.quiet ?? false,
    verbose: options.verbose ?? false,
    explain: options.explain ?? false,
    failOn: options['fail-on'] ?? null,
  };
}
