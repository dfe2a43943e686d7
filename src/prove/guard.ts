import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const shell = '/bin/sh';

/** Says who it is in the folder `$1`, which has to be there, and becomes the program behind it. */
const launch = 'echo $$ >"$1/pid" && shift && exec "$@"';

/**
 * Waits for the end of its input, which comes when whoever holds the other end is gone, however that ended; then ends the
 * process group whose number stands in the folder `$1`, and removes the folder: who was about to begin there cannot.
 */
const watch = `read -r _
pid=$(cat "$1/pid" 2>/dev/null) || { sleep 1; pid=$(cat "$1/pid" 2>/dev/null); }
[ -n "$pid" ] && kill -s KILL -- "-$pid"
rm -rf -- "$1"`;

/** Ends a HAProxy whose owner was killed. */
export interface Guard {
  /** Sends it away: HAProxy has ended. */
  dismiss(): void;
}

/**
 * Has a shell watch over a folder and what is started with {@link launched}: SIGKILL leaves this process no moment to end
 * it itself. Where there is no shell there is no guard.
 * @param folder the folder
 * @returns the guard
 */
export function watchOver(folder: string): Guard {
  const guard = spawn(shell, ['-c', watch, 'sni-doctor', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => {});
  guard.stdin?.on('error', () => {});
  // It is not worth staying for.
  guard.unref();
  (guard.stdin as { unref?(): void } | null)?.unref?.();
  return { dismiss: () => void guard.kill('SIGKILL') };
}

/**
 * How a program is started so that the guard of a folder knows it.
 * @param folder the folder
 * @param program the program
 * @param args its arguments
 * @returns program and arguments to start in its place
 */
export function launched(folder: string, program: string, args: readonly string[]): [string, string[]] {
  if (!existsSync(shell)) return [program, [...args]];
  return [shell, ['-c', launch, 'sni-doctor', folder, program, ...args]];
}
