import { run } from './run.ts';
import type { Tool } from './tools.ts';

/**
 * Asks a program for its version, which shows at once that it starts on this machine.
 *
 * @param tool - how it is started
 * @param option - the argument that makes it print its version
 * @param signal - ends the program
 * @returns the version, X.Y.Z
 * @throws Error when it does not start or prints no version
 */
export async function askVersion(tool: Omit<Tool, 'version'>, option: string, signal: AbortSignal): Promise<string> {
  const { stdout, stderr } = await run([...tool.command, option], { env: tool.env, signal });
  const version = /\d+\.\d+\.\d+/.exec(stdout + stderr)?.[0];
  if (version === undefined) throw new Error(`${tool.command.at(-1)} ${option} names no version`);
  return version;
}
