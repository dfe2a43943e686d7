import type { Word } from '../syntax/tree.ts';
import type { Server } from './types.ts';

/**
 * Whether a keyword is in force for a server.
 * @param server the server
 * @param keyword its canonical form (`send-proxy` for all of its kind)
 * @returns true where it is
 */
export function has(server: Server, keyword: string): boolean {
  return server.settings.has(keyword);
}

/**
 * The first argument of a keyword.
 * @param server the server
 * @param keyword its canonical form
 * @returns null: the keyword is not in force, or has none
 */
export function argument(server: Server, keyword: string): string | null {
  return server.settings.get(keyword)?.args[0]?.text ?? null;
}

/**
 * Whether words hold an environment variable that is not set: then their text is not known.
 * @param words of a line
 * @returns the names of such variables
 */
export function unsetIn(words: readonly Word[]): string[] {
  return words.flatMap(({ unset = [] }) => unset);
}
