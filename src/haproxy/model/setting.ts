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
