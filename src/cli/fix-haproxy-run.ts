import { type ChildProcess, spawn } from 'node:child_process';

/** What came of starting HAProxy. */
export type Ran =
  | { code: number | null; output: string }
  /** It could not be started: the code of the error (ENOENT). */
  | { missing: string }
  /** It was killed when its time was over. */
  | { hangs: true };

/** More than HAProxy prints of a configuration that is wrong everywhere. */
const mostOutput = 1_000_000;

/**
 * Runs the `haproxy` of the PATH to its end.
 * @param args its arguments
 * @param env its environment
 * @param limit how long it may take, in ms; then it is killed with all that it has started
 * @param signal ends it as well
 * @returns its exit code and what it printed
 * @throws the signal's reason when aborted
 */
export async function runHaproxy(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  limit: number,
  signal: AbortSignal,
): Promise<Ran> {
  signal.throwIfAborted();
  // A group of its own: what a wrapper has started would outlive it and hold its output open.
  const child = spawn('haproxy', args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const kill = () => killGroup(child);
  process.once('exit', kill);
  signal.addEventListener('abort', kill, { once: true });
  let hangs = false;
  const timer = setTimeout(() => {
    hangs = true;
    kill();
  }, limit);
  try {
    const ran = await ended(child);
    signal.throwIfAborted();
    return hangs ? { hangs } : ran;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
    process.off('exit', kill);
  }
}

function ended(child: ChildProcess): Promise<Ran> {
  return new Promise((resolve) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('latin1').on('data', (text: string) => {
        if (output.length < mostOutput) output += text;
      });
    child.on('error', (error: NodeJS.ErrnoException) => resolve({ missing: error.code ?? error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
