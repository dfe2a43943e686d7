import { matrixCsv } from '../report/formats/matrix-csv.ts';
import type { MatrixFormat } from '../report/formats/matrix-format.ts';
import { matrixJson } from '../report/formats/matrix-json.ts';
import { matrixMarkdown } from '../report/formats/matrix-markdown.ts';
import { matrixNdjson } from '../report/formats/matrix-ndjson.ts';
import { matrixScreen } from '../report/formats/matrix-screen.ts';
import { plain } from '../report/formats/paint.ts';
import { colorLevel } from './color.ts';
import type { MatrixOptions } from './matrix-options.ts';
import { type OutputOptions, readOutputOptions } from './output-options.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

const formats = ['table', 'ndjson', 'json', 'csv', 'markdown'] as const;

/** How `matrix` says what it found. */
export interface MatrixOutputOptions extends Omit<OutputOptions, 'format'> {
  format: (typeof formats)[number];
  all: boolean;
}

/**
 * Reads how `matrix` is to say what it found.
 * @param options as they were written
 * @returns the same with their defaults
 * @throws Refusal with exit code 2 for a format that is not offered
 */
export function readMatrixOutput({ format = 'table', all = false, ...options }: MatrixOptions): MatrixOutputOptions {
  const known = formats.find((name) => name === format);
  if (!known) throw new Refusal(2, `--format ${format} is not offered by matrix yet: ${formats.join(', ')}`);
  const { 'fail-on': failOn, output, color, quiet, verbose, explain } = options;
  const rest = readOutputOptions({ 'fail-on': failOn, output, color, quiet, verbose, explain }, 'matrix');
  return { ...rest, format: known, all };
}

/** What a form has to know beside the options. */
export interface FormatFacts {
  haproxyVersion: string;
  /** Label of the target compared with; null: an earlier run; absent: nothing is compared. */
  compared?: string | null;
  /** Whether bodies are compared. */
  body: boolean;
}

/**
 * The form asked for.
 * @param output how to say it
 * @param facts what it has to know beside
 * @param terminal whether it takes colour
 * @returns where results go in
 */
export async function matrixFormat(
  { format, all, explain, verbose, color, file }: MatrixOutputOptions,
  { haproxyVersion, compared, body }: FormatFacts,
  terminal: Terminal,
): Promise<MatrixFormat> {
  if (format === 'ndjson') return matrixNdjson();
  if (format === 'json') return matrixJson(haproxyVersion);
  if (format === 'csv') return matrixCsv(compared);
  const look = { compared, all, explain, verbose, body };
  if (format === 'markdown') return matrixMarkdown(look);
  const level = colorLevel(color, terminal.env, file === null ? terminal.stdout : null);
  const paint = level === 0 ? plain : new (await import('chalk')).Chalk({ level });
  return matrixScreen({ ...look, paint });
}
