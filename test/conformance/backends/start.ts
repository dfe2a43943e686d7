import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Files } from '../materials.ts';
import type { Started } from './child.ts';

/** Backends that run in a process of their own. */
export interface RunningBackends {
  files: Files;
  /** Ports of 127.0.0.1 by the backends' names. */
  ports: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/**
 * Starts backends.
 * @param names which; none: all
 * @returns their ports and files, and how to end them
 * @throws Error when one does not start
 */
export async function startBackends(names: readonly string[] = []): Promise<RunningBackends> {
  const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), names);
  const ended = once(child, 'exit');
  const close = async () => {
    if (child.connected) child.disconnect();
    await ended;
  };
  const started = (await Promise.race([
    once(child, 'message').then(([message]) => message),
    ended.then(() => ({ error: 'the process of the backends ended' })),
  ])) as Started;
  if ('error' in started) {
    await close();
    throw new Error(started.error);
  }
  return { files: started.files, ports: new Map(started.ports), close };
}
