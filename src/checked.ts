import { isIpLiteral } from './host-name.ts';
import { parsePort } from './request-words.ts';

/**
 * Checks an option of the library as the command line checks its own.
 * @param option its name, for the error
 * @param value what was given
 * @param parse reads it, or throws
 * @returns what `parse` returns; null: nothing was given
 * @throws Error that names the option
 */
export function checked<T, R>(option: string, value: T | null | undefined, parse: (value: T) => R): R | null {
  if (value === null || value === undefined) return null;
  try {
    return parse(value);
  } catch (error) {
    throw new Error(`${option}: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * @param text anything
 * @returns the same, an IP literal without brackets
 * @throws Error for anything else
 */
export function checkAddress(text: string): string {
  if (!isIpLiteral(text) || text.startsWith('[')) throw new Error(`"${text}" is no IP address`);
  return text;
}

/**
 * @param port any number
 * @returns the same, 1 to 65535
 * @throws Error for anything else
 */
export function portOf(port: number): number {
  return parsePort(String(port));
}
