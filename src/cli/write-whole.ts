import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, closeSync, openSync, renameSync, rmSync, type Stats, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cannotBeWritten, findWriteTarget } from './write-target.ts';
import { writeThrough } from './write-through.ts';

/**
 * Writes a file whole or not at all: beside it first, then moved into its place, so that nobody ever reads half of it
 * and the old one stays where writing fails. Its mode and owner stay too; a symbolic link goes on leading to it. What is
 * no file (a device, a named pipe) is written into.
 * @param file path
 * @param content what it will hold
 * @param signal ends the waiting for the reader of a pipe
 * @throws Refusal with exit code 3 that names the file; the signal's reason when aborted
 */
export async function writeWhole(file: string, content: string | Uint8Array, signal: AbortSignal): Promise<void> {
  const target = findWriteTarget(file);
  try {
    if (target.kind === 'file') replace(target.path, content, target.old);
    else await writeThrough(target, content, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw cannotBeWritten(file, error);
  }
}

function replace(path: string, content: string | Uint8Array, old: Stats | null): void {
  const draft = join(dirname(path), `.sni-doctor-${randomBytes(6).toString('hex')}.tmp`);
  // Nobody else reads what is to replace a private file, not for a moment either.
  const fd = openSync(draft, 'wx', old ? 0o600 : 0o666);
  try {
    try {
      writeFileSync(fd, content);
    } finally {
      closeSync(fd);
    }
    if (old) inherit(draft, old);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function inherit(draft: string, old: Stats): void {
  try {
    chownSync(draft, old.uid, old.gid);
  } catch {
    // Only root gives files away: the file is then the writer's own, as that of any editor.
  }
  // Without set-user-id and its like: the owner may have changed.
  chmodSync(draft, old.mode & 0o777);
}
