import { type FileHandle, open, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { printable } from '../../report/escape.ts';
import { Unreadable } from './unreadable.ts';

/** A piece of a log; `end`: it is read to its end for now; `cut`: what comes next is another file or another beginning. */
export type LogPiece = { kind: 'bytes'; bytes: Uint8Array } | { kind: 'end' } | { kind: 'cut' };

const size = 1 << 20;
/** How often a file that is followed is looked at, in ms. */
const beat = 250;

/**
 * Reads a log from a file.
 * @param file its path
 * @param options `follow`: goes on as `tail -F` does; `signal` gives up
 * @returns its bytes, which are to be used before the next piece is asked for
 * @throws Unreadable; the signal's reason
 */
export async function* filePieces(
  file: string,
  { follow, signal }: { follow: boolean; signal: AbortSignal },
): AsyncGenerator<LogPiece> {
  const buffer = new Uint8Array(size);
  let handle: FileHandle | null = await opened(file);
  try {
    let at = await handle.stat();
    let position = 0;
    for (;;) {
      signal.throwIfAborted();
      // Pipes have no positions.
      const { bytesRead } = await handle.read(buffer, 0, size, at.isFile() ? position : null);
      position += bytesRead;
      if (bytesRead > 0) {
        yield { kind: 'bytes', bytes: buffer.subarray(0, bytesRead) };
        continue;
      }
      if (!follow) return;
      yield { kind: 'end' };
      await pause(beat, undefined, { signal });
      const now = await stat(file).catch(() => null);
      // Moved away: what is still written into it is read until there is another.
      if (now === null) continue;
      const other = now.ino !== at.ino || now.dev !== at.dev;
      if (!other && now.size >= position) continue;
      if (other && (await handle.stat()).size > position) continue;
      yield { kind: 'cut' };
      position = 0;
      if (!other) continue;
      const next = await open(file).catch(() => null);
      if (next === null) continue;
      await handle.close();
      handle = next;
      at = await handle.stat();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw readable(error, file);
  } finally {
    await handle?.close();
  }
}

/**
 * Reads a log from a stream.
 * @param stream pieces split anywhere
 * @param signal gives up
 * @returns each piece, and an end behind each
 * @throws the stream's error; the signal's reason
 */
export async function* streamPieces(stream: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<LogPiece> {
  const iterator = stream[Symbol.asyncIterator]();
  let abort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
  });
  aborted.catch(() => {});
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await Promise.race([iterator.next(), aborted]);
      if (done) return;
      yield { kind: 'bytes', bytes: value };
      yield { kind: 'end' };
    }
  } finally {
    signal.removeEventListener('abort', abort);
    // Not awaited: what waits for input that does not come does not end.
    void iterator.return?.().catch(() => {});
  }
}

async function opened(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file);
    if (!(await handle.stat()).isDirectory()) return handle;
    await handle.close();
  } catch (error) {
    throw readable(error, file);
  }
  throw new Unreadable(`${printable(file, 200)} is a folder`, 'name the file in it');
}

function readable(error: unknown, file: string): Error {
  if (error instanceof Unreadable) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const name = printable(file, 200);
  switch (code) {
    case 'ENOENT':
      return new Unreadable(
        `${name}: no such file`,
        'or of the journal: journalctl -u haproxy -o short | sni-doctor triage --log -',
      );
    case 'EACCES':
    case 'EPERM':
      return new Unreadable(`${name}: permission denied`, 'run it with sudo, or as a member of the group adm');
    default:
      return new Unreadable(`${name}: it cannot be read (${code || printable(message, 100)})`);
  }
}
