import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WriteTarget } from './write-target.ts';

/** How long a full or readerless pipe is left alone, in milliseconds. */
const pause = 20;

/** Something that is written into and stays what it is. */
export interface Through {
  /**
   * @param content what goes into it, after all that was written before
   * @returns false: the reader has seen enough, which is no error
   * @throws the error of node:fs; the signal's reason when aborted
   */
  write(content: string | Uint8Array): Promise<boolean>;
  close(): void;
}

/**
 * Opens something that stays what it is. Nothing here blocks the process: a pipe without a reader would leave it deaf for
 * Ctrl-C.
 * @param target a device, a named pipe or an open descriptor
 * @param signal ends the waiting
 * @returns a way to write into it
 * @throws the error of node:fs; the signal's reason when aborted
 */
export async function openThrough(
  target: Exclude<WriteTarget, { kind: 'file' }>,
  signal: AbortSignal,
): Promise<Through> {
  const fd = target.kind === 'descriptor' ? target.fd : await opened(target, signal);
  return {
    async write(content) {
      try {
        let rest = Buffer.from(content);
        while (rest.length > 0) {
          const piece = rest;
          rest = rest.subarray(await patiently(() => writeSync(fd, piece), 'EAGAIN', signal));
        }
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EPIPE') return false;
        throw error;
      }
    },
    close() {
      if (target.kind !== 'descriptor') closeSync(fd);
    },
  };
}

async function opened({ kind, path }: WriteTarget, signal: AbortSignal): Promise<number> {
  const open = () => openSync(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  return kind === 'pipe' ? patiently(open, 'ENXIO', signal) : open();
}

/** Tries again for as long as that is the answer: no reader yet (ENXIO), or one that is slow (EAGAIN). */
async function patiently<T>(attempt: () => T, answer: string, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== answer) throw error;
      await sleep(pause, undefined, { signal });
    }
  }
}
