import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { UnrulyCount, UnrulySettings, UnrulyStarted } from './unruly.ts';

/** The unruly server, running. */
export interface Unruly {
  ports: number[];
  /** What it has counted so far. */
  count(): Promise<UnrulyCount>;
  close(): Promise<void>;
}

/**
 * Starts the unruly server in a process of its own.
 * @param settings which
 * @throws Error when it does not start
 */
export async function startUnruly(settings: UnrulySettings): Promise<Unruly> {
  const child = fork(fileURLToPath(new URL('./unruly-process.ts', import.meta.url)), [JSON.stringify(settings)]);
  const ended = once(child, 'exit');
  const [started] = (await Promise.race([
    once(child, 'message'),
    ended.then(() => Promise.reject(new Error('the unruly server did not start'))),
  ])) as [UnrulyStarted];
  return {
    ports: started.ports,
    async count() {
      const answer = once(child, 'message');
      child.send('count');
      const [count] = (await answer) as [UnrulyCount];
      return count;
    },
    async close() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
