import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A HAProxy of our own, with one frontend on a UNIX socket before one backend. */
export interface SpawnedHaproxy {
  /** Path of the frontend's socket. */
  frontend: string;
  /** What it has logged so far. */
  log: string[];
  /**
   * Waits for a log line.
   * @returns the first that matches, logged already or still to come
   * @throws Error when HAProxy ends before, or the time is over
   */
  line(pattern: RegExp, timeout: number): Promise<string>;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

/**
 * Starts a HAProxy in the foreground, in a temporary folder, on no port at all: users reach it over a UNIX socket, and
 * it logs to its standard output (HAProxy manual, `log stdout`, since 1.9).
 * @param program path of the binary
 * @param backend a whole backend section
 * @param signal ends it
 * @returns the running HAProxy
 * @throws Error (ENOENT, EACCES) where the program cannot be started
 */
export async function spawnHaproxy(program: string, backend: string, signal: AbortSignal): Promise<SpawnedHaproxy> {
  signal.throwIfAborted();
  const folder = mkdtempSync(join(tmpdir(), 'sni-doctor-haproxy-'));
  const frontend = join(folder, 'users.sock');
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, configuration(backend, frontend));
  const child = spawn(program, ['-db', '-f', file], { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  const log: string[] = [];
  const waiting = new Set<() => void>();
  const tell = (): void => {
    for (const look of waiting) look();
  };
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      // A HAProxy that went wild must not fill the memory.
      if (log.length < 1000) log.push(line);
      tell();
    });
  }
  let ended = false;
  child.once('close', () => {
    ended = true;
    tell();
  });
  const kill = (): void => {
    child.kill('SIGTERM');
  };
  signal.addEventListener('abort', kill);
  const close = async (): Promise<void> => {
    signal.removeEventListener('abort', kill);
    const force = setTimeout(() => child.kill('SIGKILL'), 2000);
    kill();
    await closed.catch(() => {});
    clearTimeout(force);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await once(child, 'spawn');
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const line = (pattern: RegExp, timeout: number): Promise<string> =>
    new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        waiting.delete(look);
        clearTimeout(timer);
        settle();
      };
      const look = (): void => {
        const found = log.find((text) => pattern.test(text));
        if (found !== undefined) finish(() => resolve(found));
        else if (ended) finish(() => reject(new Error(`HAProxy ended: ${log.slice(-3).join(' | ')}`)));
      };
      const timer = setTimeout(() => finish(() => reject(new Error(`HAProxy logged no ${pattern.source}`))), timeout);
      waiting.add(look);
      look();
    });
  return { frontend, log, line, close };
}

function configuration(backend: string, frontend: string): string {
  const name = /^backend (\S+)/.exec(backend)?.[1] ?? '';
  return `global
    log stdout format raw local0
defaults
    log global
    mode http
    option httplog
    option log-health-checks
    retries 0
    timeout connect 5s
    timeout client 10s
    timeout server 10s
frontend users
    bind unix@${frontend}
    default_backend ${name}
${backend}`;
}
