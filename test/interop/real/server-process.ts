import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Tool } from '../../provision/tools.ts';
import { endWithParent } from './end-with-parent.ts';
import type { Folder } from './folder.ts';
import { poll } from './poll.ts';

/** How a server is started. */
export interface Start {
  tool: Tool;
  args: readonly string[];
  /** Becomes the working folder; removed when the server is closed or does not start. */
  folder: Folder;
  env?: Readonly<Record<string, string>>;
  /** A port of 127.0.0.1 or the path of a Unix socket for each listener that must answer before the server counts as ready. */
  listeners: readonly (number | string)[];
  deadlineMs?: number;
  /** A log in the folder, for a program that does not write it to stderr. */
  logFile?: string;
}

/** A server that is running. */
export interface ServerProcess {
  /** What it has printed so far on stdout, on stderr and into its log file. */
  output(): string;
  /** Ends it and removes its folder; may be called twice. */
  close(): Promise<void>;
}

async function accepts(listener: number | string): Promise<boolean> {
  const socket = typeof listener === 'number' ? connect(listener, '127.0.0.1') : connect(listener);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/**
 * Starts a server and waits until all its listeners accept connections.
 *
 * @param start - the program, its arguments, folder and listeners
 * @returns the running server
 * @throws Error with what the program printed when it ends or is not ready in time
 */
export async function startProcess(start: Start): Promise<ServerProcess> {
  const { tool, folder, listeners, deadlineMs = 10_000 } = start;
  const [file = '', ...first] = tool.command;
  const name = basename(tool.command.at(-1) ?? file);
  const child = spawn(file, [...first, ...start.args], {
    cwd: folder.path,
    env: { ...process.env, ...tool.env, ...start.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const output = () => printed + (start.logFile === undefined ? '' : textOf(join(folder.path, start.logFile)));
  let running = true;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', (error) => {
      printed += error.message;
      resolve();
    });
  }).then(() => {
    running = false;
  });
  const takeBack = endWithParent(() => {
    child.kill('SIGKILL');
    folder.remove();
  });
  const close = async () => {
    const patience = new AbortController();
    if (running) child.kill('SIGTERM');
    await Promise.race([ended, pause(2000, undefined, { signal: patience.signal })]);
    if (running) child.kill('SIGKILL');
    patience.abort();
    await ended;
    takeBack();
    folder.remove();
  };
  try {
    for (const listener of listeners) {
      const ask = async () => {
        const ready = await accepts(listener);
        if (!running) throw new Error(`${name} ended before it was ready:\n${output()}`);
        return ready || undefined;
      };
      await poll(ask, deadlineMs, () => `${name} was not ready after ${deadlineMs} ms:\n${output()}`);
    }
    return { output, close };
  } catch (error) {
    await close();
    throw error;
  }
}
