import { access, constants, readdir } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { infoFields } from '../../haproxy/stat-lines.ts';
import { printable } from '../../report/escape.ts';
import { ask, NoAnswer } from '../../runtime-api/ask.ts';
import { socketPlace } from '../../runtime-api/place.ts';
import { configurationTexts, configuredSockets, reachable } from './configured-sockets.ts';
import { type HaproxyProcess, haproxyProcesses } from './processes.ts';

/** A HAProxy that runs on this machine. */
export interface Found {
  pid: number;
  /** `3.2.26`; absent: it was not asked. */
  version?: string;
  /** As `fromSocket` takes it, as this process sees it; absent: none is known, or none may be used. */
  socket?: string;
  /** Configuration files and folders as `-f` takes them, in their order, absolute, as this process sees them. */
  files: string[];
  /** Its working directory, as this process sees it; null: not known. */
  cwd: string | null;
  /** Belongs before absolute paths of its own, to see them from here: '' but for a container. */
  root: string;
  /** Of the process, values one character a byte; empty: not known. */
  environment: ReadonlyMap<string, string>;
  /** What it was found by, in a few words. */
  from: string;
  /** What could not be read of it and what to do, in a sentence each. */
  notes: string[];
}

/** What a search brought. */
export interface Search {
  found: Found[];
  /** What stood in the way, in a sentence each. */
  notes: string[];
}

/** Where distributions, images and ingress controllers have their sockets. */
const usual = [
  '/run/haproxy/admin.sock',
  '/run/haproxy/haproxy.sock',
  '/run/haproxy/info.sock',
  '/run/haproxy.sock',
  '/run/haproxy.stat',
  '/run/haproxy-stats.sock',
  '/run/haproxy-runtime-api.sock',
  '/run/haproxy-master.sock',
  '/var/lib/haproxy/stats',
  '/var/lib/haproxy/stats.sock',
  '/var/lib/haproxy/run/haproxy.sock',
  '/var/lib/haproxy/dev/stats',
  '/tmp/haproxy.sock',
];

/** A socket that says no more than who it is. */
const patience = { total: 2000, silence: 2000, room: 1_000_000, narrower: '' };

const elsewhere = 'name its socket (--socket PATH), its stats page (--stats-url URL) or its log (--log FILE)';

/**
 * Looks for the HAProxy processes of this machine: their configuration and a stats socket that answers. It only reads.
 * @param options `signal` gives up
 * @returns each HAProxy once: of a master its newest worker; nothing is thrown for what may not be read
 * @throws the signal's reason
 */
export async function findHaproxy({ signal }: { signal: AbortSignal }): Promise<Search> {
  const { processes, notes } = await running();
  const found: Found[] = [];
  for (const { process, master } of workers(processes)) {
    signal.throwIfAborted();
    found.push(await withSocket(process, master, signal));
  }
  if (found.some(({ socket }) => socket === undefined) || found.length === 0) {
    for (const path of usual) {
      const who = await identify(path, signal);
      if (typeof who === 'string') {
        if (who === 'EACCES' || who === 'EPERM')
          notes.push(`${path}: no permission to connect to it: run it with sudo, or as a member of its group.`);
        continue;
      }
      const owner = found.find(({ pid }) => pid === who.pid);
      if (owner) {
        owner.socket ??= path;
        owner.version ??= who.version;
      } else if (!found.some(({ socket }) => socket?.endsWith(path)))
        found.push({ ...nothing, pid: who.pid, version: who.version, socket: path, from: `the socket ${path}` });
    }
  }
  if (found.length === 0) notes.push(`No HAProxy was found that runs here: ${elsewhere}.`);
  return { found, notes };
}

/**
 * Looks for the process behind a socket of this machine.
 * @param pid as `show info` says it; in a container a number of its own
 * @param options `signal` gives up; `uptimeSeconds` as `show info` says it: a process of another age is not it
 * @returns its configuration, the socket not asked; null: there is no such process here, or more than one
 * @throws the signal's reason
 */
export async function processOf(
  pid: number,
  { signal, uptimeSeconds }: { signal: AbortSignal; uptimeSeconds?: number | null },
): Promise<Found | null> {
  signal.throwIfAborted();
  const { processes } = await running();
  // Reading a large configuration lies between the birth of the process and what it takes for its start.
  const slack = 60;
  const right = workers(processes).filter(
    ({ process }) =>
      process.ownPid === pid &&
      (uptimeSeconds == null || Math.abs((Date.now() - process.started) / 1000 - uptimeSeconds) <= slack),
  );
  const [only, ...others] = right;
  return only && others.length === 0 ? described(only.process, only.master) : null;
}

const nothing: Omit<Found, 'pid' | 'from'> = { files: [], cwd: null, root: '', environment: new Map(), notes: [] };

async function running(): Promise<{ processes: HaproxyProcess[]; notes: string[] }> {
  if (process.platform !== 'linux')
    return { processes: [], notes: [`Processes can be looked at on Linux alone: ${elsewhere}.`] };
  try {
    return { processes: await haproxyProcesses(), notes: [] };
  } catch {
    return { processes: [], notes: [`/proc cannot be read: ${elsewhere}.`] };
  }
}

/** Of a master, the newest of its workers alone: others only end their sessions. */
function workers(processes: readonly HaproxyProcess[]): { process: HaproxyProcess; master: HaproxyProcess | null }[] {
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  const newest = new Map<number, HaproxyProcess>();
  for (const process of processes) {
    const other = newest.get(process.parent);
    if (byPid.has(process.parent) && (!other || process.started >= other.started)) newest.set(process.parent, process);
  }
  return processes
    .filter(({ pid, parent }) => !newest.has(pid) && (!byPid.has(parent) || newest.get(parent)?.pid === pid))
    .map((process) => ({ process, master: byPid.get(process.parent) ?? null }));
}

async function described(process: HaproxyProcess, master: HaproxyProcess | null): Promise<Found> {
  const { files, folder } = process.arguments;
  const notes: string[] = [];
  // A worker goes into its chroot; its master stays where the files are.
  const before = master ?? process;
  const { root } = before;
  const own = before.cwd ?? (folder !== null && isAbsolute(folder) ? folder : null);
  const cwd = own === null ? null : root + own;
  const named: string[] = [];
  for (const file of files) {
    const path = isAbsolute(file) ? root + file : cwd === null ? null : join(cwd, file);
    if (path === null)
      notes.push(`${printable(file, 200)} is relative to a folder that may not be read: run it with sudo.`);
    else named.push(path);
  }
  if (files.length === 0) notes.push('Its command line names no configuration file.');
  for (const path of named) {
    const code = await unreadable(path);
    if (code === 'ENOENT') notes.push(`${printable(path, 200)} is not there any more, or elsewhere.`);
    else if (code !== null) notes.push(`${printable(path, 200)} cannot be read (${code}): run it with sudo.`);
  }
  if (process.environment === null && master?.environment == null)
    notes.push('Its environment may not be read: run it with sudo, where the configuration has variables.');
  const environment = process.environment ?? master?.environment ?? new Map();
  return { pid: process.pid, files: named, cwd, root, environment, from: `process ${process.pid}`, notes };
}

async function withSocket(process: HaproxyProcess, master: HaproxyProcess | null, signal: AbortSignal): Promise<Found> {
  const found = await described(process, master);
  const texts = await configurationTexts(found.files).catch(() => []);
  const { otherNetwork } = master ?? process;
  const written = [...configuredSockets(texts, found.environment), ...process.arguments.masterSockets];
  for (const one of written) {
    const place = reachable(one, { root: found.root, cwd: found.cwd, otherNetwork });
    if (place === null) {
      found.notes.push(`Its socket ${printable(one, 200)} cannot be reached from here.`);
      continue;
    }
    const who = await identify(place, signal);
    if (typeof who !== 'string' && who.pid === process.ownPid) return { ...found, socket: place, version: who.version };
    const shown = printable(place, 200);
    if (who === 'EACCES' || who === 'EPERM')
      found.notes.push(`${shown}: no permission to connect to it: run it with sudo, or as a member of its group.`);
    else if (typeof who !== 'string') found.notes.push(`${shown} is another HAProxy's by now.`);
    else found.notes.push(`${shown} does not answer (${who}).`);
  }
  if (written.length === 0 && texts.length > 0)
    found.notes.push(
      'Its configuration has no `stats socket`: `stats socket PATH level operator` in the global section.',
    );
  return found;
}

/** Who answers at a socket; else a word for why nobody does. */
async function identify(place: string, signal: AbortSignal): Promise<{ pid: number; version: string } | string> {
  try {
    for (const command of ['show info', '@1 show info']) {
      const info = infoFields(await ask(socketPlace(place), command, patience, signal));
      const [version] = /^\d+\.\d+(?:\.\d+)?/.exec(info.get('Version') ?? '') ?? [];
      const pid = Number(info.get('Pid'));
      if (version !== undefined && pid > 0) return { pid, version };
    }
    return 'it is none of HAProxy';
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof NoAnswer ? (error.code ?? error.message) : 'it is no place';
  }
}

async function unreadable(path: string): Promise<string | null> {
  try {
    await access(path, constants.R_OK);
    await readdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTDIR') throw error;
    });
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}
