import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type HaproxyArguments, haproxyArguments } from './haproxy-arguments.ts';

/** A process of HAProxy's. */
export interface HaproxyProcess {
  pid: number;
  parent: number;
  /** Its number as it knows it itself: another one in a container. */
  ownPid: number;
  /** When it began, in ms since 1970. */
  started: number;
  arguments: HaproxyArguments;
  /** null: it may not be looked at. */
  cwd: string | null;
  /** null: it may not be looked at. */
  environment: ReadonlyMap<string, string> | null;
  /** Where its files are for this process: '' where paths are the same, else `/proc/PID/root`. */
  root: string;
  /** 127.0.0.1 is another one for it than here. */
  otherNetwork: boolean;
}

/** Ticks of a second in `/proc/PID/stat`, on all machines that Linux runs on. */
const ticks = 100;

/**
 * Reads which processes are HAProxy's (proc(5)).
 * @param proc where the kernel shows processes
 * @returns those that run, also where little of them may be read
 * @throws the error of node:fs where there is no such place
 */
export async function haproxyProcesses(proc = '/proc'): Promise<HaproxyProcess[]> {
  const pids = (await readdir(proc)).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => readProcess(proc, pid)));
  return found.filter((one) => one !== null);
}

async function readProcess(proc: string, name: string): Promise<HaproxyProcess | null> {
  const text = (file: string): Promise<string | null> => readFile(join(proc, name, file), 'latin1').catch(() => null);
  const link = (file: string, of = name): Promise<string | null> => readlink(join(proc, of, file)).catch(() => null);
  const line = await text('cmdline');
  const said = line ? haproxyArguments(line.replace(/\0$/, '').split('\0')) : null;
  if (said === null || said.passing) return null;
  const [status, stat, boot, cwd, environ] = await Promise.all([
    text('status'),
    text('stat'),
    readFile(join(proc, 'stat'), 'latin1').catch(() => ''),
    link('cwd'),
    text('environ'),
  ]);
  // It ended meanwhile, or it has and nobody took notice.
  if (status === null || stat === null || /^State:\s+[ZX]/m.test(status)) return null;
  const [ours, theirs, ourNetwork, theirNetwork] = await Promise.all([
    link('ns/mnt', 'self'),
    link('ns/mnt'),
    link('ns/net', 'self'),
    link('ns/net'),
  ]);
  const other = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;
  // Behind the name, which may hold anything; the 22nd field of all.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    pid: Number(name),
    parent: Number(fields[1]),
    ownPid: Number(/^NSpid:.*?(\d+)$/m.exec(status)?.[1] ?? name),
    started: (Number(/^btime (\d+)$/m.exec(boot)?.[1] ?? 0) + Number(fields[19]) / ticks) * 1000,
    arguments: said,
    cwd,
    environment: environ === null ? null : variables(environ),
    root: other(ours, theirs) ? join(proc, name, 'root') : '',
    otherNetwork: other(ourNetwork, theirNetwork),
  };
}

function variables(text: string): ReadonlyMap<string, string> {
  const entries = text.split('\0').flatMap((entry): [string, string][] => {
    const end = entry.indexOf('=');
    return end > 0 ? [[entry.slice(0, end), entry.slice(end + 1)]] : [];
  });
  return new Map(entries);
}
