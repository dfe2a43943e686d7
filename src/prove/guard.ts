import { spawn } from 'node:child_process';

/**
 * Waits for the end of its input, which comes when whoever holds the other end is gone, however that ended; then ends the
 * process group `$1` and removes the folder `$2`.
 */
const script = 'read -r _; kill -s KILL -- "-$1" 2>/dev/null; rm -rf -- "$2"';

/** Ends a HAProxy whose owner was killed. */
export interface Guard {
  /** Sends it away: HAProxy has ended. */
  dismiss(): void;
}

/**
 * Has a shell watch over a HAProxy: SIGKILL leaves this process no moment to end it itself. Where there is no shell there
 * is no guard.
 * @param group process group to end
 * @param folder to remove then
 * @returns the guard
 */
export function watchOver(group: number, folder: string): Guard {
  const shell = spawn('/bin/sh', ['-c', script, 'sni-doctor', `${group}`, folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.on('error', () => {});
  shell.stdin?.on('error', () => {});
  // It is not worth staying for.
  shell.unref();
  (shell.stdin as { unref?(): void } | null)?.unref?.();
  return { dismiss: () => void shell.kill('SIGKILL') };
}
