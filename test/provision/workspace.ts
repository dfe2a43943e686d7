import { readdirSync, rmSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toolsFolder } from './tools.ts';

/** The scratch folder of this run; nothing under it is ever taken for finished. */
export const scratch = `${toolsFolder}/tmp-${process.pid}`;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes this run's scratch folder, and clears those of runs that were killed.
 *
 * @throws Error when the folder cannot be made
 */
export async function openScratch(): Promise<void> {
  await mkdir(scratch, { recursive: true });
  for (const name of readdirSync(toolsFolder)) {
    const pid = Number(/^tmp-(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && !isRunning(pid)) rmSync(`${toolsFolder}/${name}`, { recursive: true, force: true });
  }
}

/** Removes this run's scratch folder. */
export function closeScratch(): void {
  rmSync(scratch, { recursive: true, force: true });
}

/**
 * Puts a finished folder in its place in one step.
 *
 * @param folder - a folder in the scratch folder
 * @param name - its final name, relative to the tools folder
 * @throws Error when it cannot be moved
 */
export async function putInPlace(folder: string, name: string): Promise<void> {
  const target = `${toolsFolder}/${name}`;
  await mkdir(dirname(target), { recursive: true });
  await rm(target, { recursive: true, force: true });
  await rename(folder, target);
}
