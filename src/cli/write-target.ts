import { accessSync, constants, fstatSync, lstatSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileProblem } from './file-problem.ts';
import { Refusal } from './refusal.ts';

/** What stands where something is to be written. */
export type WriteTarget =
  /** Nothing, or a regular file: a new one takes its place. `old` is the file that is replaced. */
  | { kind: 'file'; path: string; old: Stats | null }
  /** It is written into and stays. */
  | { kind: 'device' | 'pipe'; path: string }
  /** An open descriptor of this very process (`/dev/stdout`). */
  | { kind: 'descriptor'; path: string; fd: number };

/** As many as Linux follows. */
const mostLinks = 40;

/**
 * Finds out where a path leads, and whether that can be written, before there is anything to write.
 * @param file path as the user wrote it; symbolic links are followed, also to a file that is not there yet
 * @returns what stands there
 * @throws Refusal with exit code 3 that names the file and what is in the way
 */
export function findWriteTarget(file: string): WriteTarget {
  try {
    const target = followed(file);
    if (target.kind === 'descriptor') fstatSync(target.fd);
    else if (target.kind !== 'file' || target.old) accessSync(target.path, constants.W_OK);
    if (target.kind === 'file') accessSync(dirname(target.path), constants.W_OK | constants.X_OK);
    return target;
  } catch (error) {
    throw cannotBeWritten(file, error);
  }
}

/**
 * What is said of a file that cannot be written.
 * @param file path as the user wrote it
 * @param error what node:fs threw
 * @returns a Refusal with exit code 3
 */
export function cannotBeWritten(file: string, error: unknown): Refusal {
  return new Refusal(3, `${file}: cannot be written: ${fileProblem(error)}`);
}

function followed(file: string): WriteTarget {
  let path = file;
  for (let links = 0; links <= mostLinks; links++) {
    const folder = realpathSync(dirname(path));
    // `out/` is meant to be a folder, whether there is one or not.
    if (path.endsWith('/')) throw problem('EISDIR');
    path = join(folder, basename(path));
    const fd = ownDescriptor(path);
    if (fd !== null) return { kind: 'descriptor', path, fd };
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found) return { kind: 'file', path, old: null };
    if (!found.isSymbolicLink()) return standing(path);
    path = resolve(folder, readlinkSync(path));
  }
  throw problem('ELOOP');
}

function standing(path: string): WriteTarget {
  const stats = statSync(path);
  if (stats.isDirectory()) throw problem('EISDIR');
  if (stats.isSocket()) throw problem('ENOTSUP');
  if (stats.isFile()) return { kind: 'file', path, old: stats };
  return { kind: stats.isFIFO() ? 'pipe' : 'device', path };
}

/** Links of this kind lead to what is open, which may have no path at all, or must not be replaced (`>> file`). */
function ownDescriptor(path: string): number | null {
  const match = new RegExp(`^/proc/(?:self|${process.pid})/fd/(\\d+)$`).exec(path);
  return match ? Number(match[1]) : null;
}

function problem(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}
