import { existsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { printable } from '../report/escape.ts';
import { type Binary, start } from './binary.ts';
import { CannotProve } from './cannot.ts';
import type { Child } from './child.ts';
import { type Folder, makeFolder } from './folder.ts';
import { statsFile } from './folder-names.ts';
import { type Guard, launched, watchOver } from './guard.ts';
import { type StatsSocket, statsSocket } from './stats-socket.ts';

/** How long HAProxy may take to begin to serve, in ms: it looks up the names of servers first. */
const patience = 20_000;
/** How often to look whether it does. */
const pause = 15;

/** A HAProxy of our own. */
export interface SpawnedHaproxy {
  /** Its folder: its sockets are in it. */
  folder: string;
  stats: StatsSocket;
  /** What it has logged so far; raw. */
  log: readonly string[];
  /** Whether it has ended. */
  readonly ended: boolean;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

/** What HAProxy says of a configuration that it does not start with. */
export class ConfigurationRefused extends Error {
  /** Its alerts, raw. */
  readonly alerts: string[];
  /** Path of the file that they speak of. */
  readonly file: string;

  /**
   * @param alerts its alerts
   * @param file path of the configuration
   */
  constructor(alerts: string[], file: string) {
    super(`HAProxy refuses the configuration: ${printable(alerts[0] ?? 'it does not say why', 300)}`);
    this.name = 'ConfigurationRefused';
    this.alerts = alerts;
    this.file = file;
  }
}

/** What stands in the folder. */
export interface Content {
  /** The configuration, one character a byte, with its stats socket in the folder. */
  configuration: string;
  /** Further files by name. */
  files?: Readonly<Record<string, string>>;
}

/**
 * Starts a HAProxy in the foreground, in a temporary folder, and waits until it serves. It runs where this process runs:
 * relative paths mean the same.
 * @param binary which HAProxy
 * @param content makes the content of its folder
 * @param signal ends it
 * @returns the running HAProxy
 * @throws ConfigurationRefused where it ends by itself; CannotProve where it cannot be started or does not begin to
 *   serve; the signal's reason when aborted
 */
export async function spawnHaproxy(
  binary: Binary,
  content: (folder: string) => Content,
  signal: AbortSignal,
): Promise<SpawnedHaproxy> {
  signal.throwIfAborted();
  const folder = makeFolder();
  try {
    return await startIn(folder, binary, content(folder.path), signal);
  } catch (error) {
    folder.remove();
    throw error;
  }
}

async function startIn(
  folder: Folder,
  binary: Binary,
  { configuration, files = {} }: Content,
  signal: AbortSignal,
): Promise<SpawnedHaproxy> {
  const file = join(folder.path, 'haproxy.cfg');
  const stats = join(folder.path, statsFile);
  write(folder, { ...files, 'haproxy.cfg': configuration });
  const guard = watchOver(folder.path);
  const child = await started(folder, guard, binary, ['-db', '-f', file]);
  const abort = () => void child.stop();
  signal.addEventListener('abort', abort, { once: true });
  const close = async (): Promise<void> => {
    signal.removeEventListener('abort', abort);
    await child.stop();
    guard.dismiss();
    folder.remove();
  };
  try {
    const deadline = Date.now() + patience;
    while (!(await listens(stats))) {
      signal.throwIfAborted();
      if (child.ended) throw new ConfigurationRefused(alertsOf(child.lines), file);
      if (Date.now() > deadline) throw new CannotProve(`${binary.program}: it does not begin to serve`);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    folder: folder.path,
    stats: statsSocket(`unix@${stats}`),
    log: child.lines,
    get ended() {
      return child.ended;
    },
    close,
  };
}

function write({ path }: Folder, files: Readonly<Record<string, string>>): void {
  try {
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(path, name), text, { encoding: 'latin1', mode: 0o600 });
  } catch (error) {
    throw new CannotProve(`the temporary folder: ${(error as Error).message}`);
  }
}

async function started(folder: Folder, guard: Guard, { program, env }: Binary, args: string[]): Promise<Child> {
  const [shell, words] = launched(folder.path, program, args);
  try {
    return await start(shell, words, env);
  } catch (error) {
    guard.dismiss();
    throw error;
  }
}

function listens(path: string): Promise<boolean> {
  if (!existsSync(path)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** `[ALERT]    (123) : config : parsing [...]`; the last one only says that there were others. */
function alertsOf(lines: readonly string[]): string[] {
  const alerts = lines.filter((line) => /^\[(?:ALERT|EMERG)\]/.test(line));
  const telling = alerts.filter((line) => !/Fatal errors found in configuration|Error\(s\) found in/.test(line));
  const found = telling.length > 0 ? telling : alerts.length > 0 ? alerts : lines.slice(-1);
  return found.map((line) => line.replace(/^\[\w+\]\s+(?:[\d/]+\s+)?\(\d+\) : (?:config : )?/, ''));
}
