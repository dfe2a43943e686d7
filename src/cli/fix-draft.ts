import { randomBytes } from 'node:crypto';
import {
  type BigIntStats,
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes a file that is not there yet, with the mode and the owner of another one, and waits until the disk has it.
 * @param path where nothing stands
 * @param text one character a byte
 * @param like the other one
 * @throws the error of node:fs, its message says what is not possible where it is the owner; nothing is left behind then
 */
export function writeNew(path: string, text: string, like: BigIntStats): void {
  // Nobody else reads what is to replace a private file, not for a moment either.
  const fd = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(fd, text, 'latin1');
    inherit(fd, like);
    fsyncSync(fd);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

/**
 * A name beside a file that nothing has: HAProxy reads no file of a folder that begins with a dot.
 * @param path of the file
 * @returns a path in the same folder
 */
export function draftName(path: string): string {
  return join(dirname(path), `.sni-doctor-${randomBytes(6).toString('hex')}.tmp`);
}

/**
 * Waits until the disk has the names in a folder.
 * @param folder its path; where the file system cannot do that, nothing happens
 */
export function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {
    // A folder may be written to without being readable, and some file systems know no such thing.
  }
}

function inherit(fd: number, { uid, gid, mode }: BigIntStats): void {
  const own = fstatSync(fd, { bigint: true });
  if (own.uid !== uid || own.gid !== gid) {
    try {
      fchownSync(fd, Number(uid), Number(gid));
    } catch {
      throw new Error(`its owner (${uid}:${gid}) could not be kept`);
    }
  }
  fchmodSync(fd, Number(mode & 0o7777n));
}
