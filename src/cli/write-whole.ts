import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, closeSync, openSync, renameSync, rmSync, type Stats, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cannotBeWritten, findWriteTarget, type WriteTarget } from './write-target.ts';
import { openThrough, type Through } from './write-through.ts';

/** A file that comes into being piece by piece, and is there whole or not at all. */
export interface Whole {
  /**
   * @param content what it holds next
   * @returns false: nobody reads any further (of a pipe)
   * @throws Refusal with exit code 3 that names the file; the signal's reason when aborted
   */
  write(content: string | Uint8Array): Promise<boolean>;
  /**
   * Puts it into its place.
   * @throws Refusal with exit code 3 that names the file
   */
  end(): void;
  /** Leaves nothing behind; nothing at all after `end`. */
  abandon(): void;
}

/**
 * Writes a file whole or not at all, see {@link openWhole}.
 * @param file path
 * @param content what it will hold
 * @param signal ends the waiting for the reader of a pipe
 * @throws Refusal with exit code 3 that names the file; the signal's reason when aborted
 */
export async function writeWhole(file: string, content: string | Uint8Array, signal: AbortSignal): Promise<void> {
  const whole = await openWhole(file, signal);
  try {
    await whole.write(content);
    whole.end();
  } finally {
    whole.abandon();
  }
}

/**
 * Opens a file that is written whole or not at all: beside it first, then moved into its place, so that nobody ever reads
 * half of it and the old one stays where writing fails. Its mode and owner stay too; a symbolic link goes on leading to
 * it. What is no file (a device, a named pipe) is written into.
 * @param file path
 * @param signal ends the waiting for the reader of a pipe
 * @returns the file to be
 * @throws Refusal with exit code 3 that names the file; the signal's reason when aborted
 */
export async function openWhole(file: string, signal: AbortSignal): Promise<Whole> {
  const target = findWriteTarget(file);
  const refused = (error: unknown) => {
    signal.throwIfAborted();
    return cannotBeWritten(file, error);
  };
  try {
    return target.kind === 'file' ? draft(target, refused) : through(await openThrough(target, signal), refused);
  } catch (error) {
    throw refused(error);
  }
}

function draft({ path, old }: Extract<WriteTarget, { kind: 'file' }>, refused: (error: unknown) => Error): Whole {
  const beside = join(dirname(path), `.sni-doctor-${randomBytes(6).toString('hex')}.tmp`);
  // Nobody else reads what is to replace a private file, not for a moment either.
  const fd = openSync(beside, 'wx', old ? 0o600 : 0o666);
  let open = true;
  let there = true;
  const close = () => {
    if (open) closeSync(fd);
    open = false;
  };
  const abandon = () => {
    process.off('exit', abandon);
    close();
    if (there) rmSync(beside, { force: true });
    there = false;
  };
  // Whoever presses Ctrl-C twice ends the process there and then.
  process.once('exit', abandon);
  return {
    async write(content) {
      try {
        writeFileSync(fd, content);
        return true;
      } catch (error) {
        throw refused(error);
      }
    },
    end() {
      try {
        close();
        if (old) inherit(beside, old);
        renameSync(beside, path);
        there = false;
      } catch (error) {
        throw refused(error);
      }
    },
    abandon,
  };
}

function through({ write, close }: Through, refused: (error: unknown) => Error): Whole {
  return {
    async write(content) {
      try {
        return await write(content);
      } catch (error) {
        throw refused(error);
      }
    },
    end() {},
    abandon: close,
  };
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
