import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ServerName } from './wanted.ts';

/** A program that can be started: put its own arguments behind `command`. */
export interface Tool {
  version: string;
  command: string[];
  env: Record<string, string>;
}

/** The real servers at hand; `haproxy` is keyed by branch, and what could not be had is missing. */
export interface Tools extends Partial<Record<ServerName, Tool>> {
  haproxy: Record<string, Tool>;
  /** HAProxy branches that no source carries any more. */
  absent: string[];
}

/** The git-ignored folder that holds the provisioned programs. */
export const toolsFolder = fileURLToPath(new URL('../../.tools', import.meta.url));

/** The list of provisioned programs inside that folder; in it `{tools}` stands for the folder. */
export const toolsFile = `${toolsFolder}/tools.json`;

function resolved(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('{tools}', toolsFolder);
  if (Array.isArray(value)) return value.map(resolved);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, resolved(entry)]));
}

/**
 * Reads the list of provisioned programs, with absolute paths.
 *
 * @returns the programs, or null when nothing has been provisioned
 * @throws SyntaxError when the list is damaged
 */
export function loadTools(): Tools | null {
  if (!existsSync(toolsFile)) return null;
  return resolved(JSON.parse(readFileSync(toolsFile, 'utf8'))) as Tools;
}
