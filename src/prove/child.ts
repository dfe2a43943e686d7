import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { endWithUs } from './ending.ts';
import { collectLines } from './lines.ts';

/** How long a program may take to end by itself once it is asked to, in ms. */
const grace = 2000;

/** A program that we started, in a process group of its own. */
export interface Child {
  pid: number;
  /** What it has printed so far. */
  lines: readonly string[];
  /** Whether it has ended. */
  readonly ended: boolean;
  /** Its exit code; null: a signal ended it. */
  end: Promise<number | null>;
  /** Ends it and whatever it started, by force where need be. */
  stop(): Promise<void>;
}

/** How a program is started. */
export interface Start {
  env: Readonly<Record<string, string | undefined>>;
  /** Called when it has printed something or has ended. */
  onNews?: () => void;
}

/**
 * Starts a program that ends with this process at the latest. Ctrl-C on the terminal does not reach it: it is ours to end.
 * @param program path, or a name on the PATH of `env`
 * @param args its arguments
 * @param start environment
 * @returns the running program
 * @throws Error (ENOENT, EACCES) where it cannot be started
 */
export async function startChild(program: string, args: readonly string[], start: Start): Promise<Child> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...start.env }, detached: true });
  const end = new Promise<number | null>((resolve) => child.once('close', resolve));
  const news = () => start.onNews?.();
  const lines = collectLines([child.stdout, child.stderr] as Readable[], news);
  let ended = false;
  void end.then(() => {
    ended = true;
    news();
  });
  await once(child, 'spawn');
  // Signals that cannot be delivered are no news.
  child.on('error', () => {});
  const takeBack = endWithUs(() => signalGroup(child, 'SIGKILL'));
  void end.then(takeBack);
  return {
    pid: child.pid as number,
    lines,
    get ended() {
      return ended;
    },
    end,
    async stop() {
      if (ended) return;
      signalGroup(child, 'SIGTERM');
      if (await endsWithin(end, grace)) return;
      signalGroup(child, 'SIGKILL');
      // What even that does not end is the kernel's.
      await endsWithin(end, grace);
    },
  };
}

function endsWithin(end: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    void end.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

/** A wrapper script and what it started are one group. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It is gone, or another user's by now.
  }
}
