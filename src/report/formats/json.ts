import { escapeJson } from '../escape.ts';

/**
 * One document: an object for one result, an array for several.
 * @param results anything that JSON can hold
 * @returns indented JSON without characters that a terminal would act on, and a final line feed
 */
export function json(results: readonly unknown[]): string {
  const document = results.length === 1 ? results[0] : results;
  return `${escapeJson(JSON.stringify(document, null, 2))}\n`;
}

/**
 * One line a result.
 * @param result anything that JSON can hold
 * @returns JSON on one line, with its line feed
 */
export function jsonLine(result: unknown): string {
  return `${escapeJson(JSON.stringify(result))}\n`;
}
