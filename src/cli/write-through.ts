import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WriteTarget } from './write-target.ts';

/** How long a full or readerless pipe is left alone, in milliseconds. */
const pause = 20;

/**
 * Writes into something that stays what it is. Nothing here blocks the process: a pipe without a reader would leave it
 * deaf for Ctrl-C.
 * @param target a device, a named pipe or an open descriptor
 * @param content what goes into it
 * @param signal ends the waiting
 * @throws the error of node:fs; the signal's reason when aborted. A reader that has seen enough is no error
 */
export async function writeThrough(
  target: Exclude<WriteTarget, { kind: 'file' }>,
  content: string | Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  const fd = target.kind === 'descriptor' ? target.fd : await opened(target, signal);
  try {
    let rest = Buffer.from(content);
    while (rest.length > 0) {
      const piece = rest;
      rest = rest.subarray(await patiently(() => writeSync(fd, piece), 'EAGAIN', signal));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  } finally {
    if (target.kind !== 'descriptor') closeSync(fd);
  }
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
