import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { fileProblem } from './file-problem.ts';
import { interruption } from './interruption.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** Something that hosts are read from, opened. */
export interface Source {
  /** As people are told of it. */
  name: string;
  /** Bytes of a regular file; null: a pipe or a device, of which nobody knows the end. */
  size: number | null;
  /** Its beginning. */
  head: Buffer;
  /** Nothing follows the beginning. */
  whole: boolean;
  /** All of it from the beginning; once. Reading on waits for whoever takes it. */
  chunks(): AsyncGenerator<Buffer>;
  /** Lets go of it. */
  close(): void;
}

/** The most of a beginning that is looked at, and the longest line of a list. */
export const longestLine = 64 * 1024;

/** The most of a file that must be read as a whole before anything can be said of it. */
const largestWhole = 64 * 1024 * 1024;

/**
 * @param path as written on the command line
 * @returns how people are told of it
 */
export function shownSource(path: string): string {
  return path === '-' ? 'standard input' : path;
}

/**
 * @param path as written on the command line
 * @returns whether it is a folder
 * @throws Refusal with exit code 3 for what cannot be looked at
 */
export function isFolder(path: string): boolean {
  try {
    return path !== '-' && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
  } catch (error) {
    throw new Refusal(3, `${path}: ${fileProblem(error)}`);
  }
}

/**
 * Opens a file or standard input and reads its beginning.
 * @param path `-` for standard input
 * @param isEnough given the beginning so far and whether it is all; true: it tells what is needed
 * @param terminal standard input and Ctrl-C
 * @returns it, at least as much of it as is enough, or all, or 64 KiB
 * @throws Refusal with exit code 3 that names the file; the signal's reason when aborted
 */
export async function openSource(
  path: string,
  isEnough: (head: Buffer, whole: boolean) => boolean,
  terminal: Terminal,
): Promise<Source> {
  const name = shownSource(path);
  try {
    if (path === '-') return await openStream(name, terminal.stdin, isEnough, terminal);
    const stats = statSync(path);
    if (stats.isFile()) return await openFile(path, stats.size, terminal);
    // A pipe may have no writer yet.
    const handle = await Promise.race([open(path), interruption(terminal.signal)]);
    return await openStream(name, handle.createReadStream(), isEnough, terminal);
  } catch (error) {
    throw unreadable(name, error, terminal);
  }
}

/** It is opened again to be read: there may be more files than can be open at once. */
async function openFile(path: string, size: number, terminal: Terminal): Promise<Source> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestLine), 0, longestLine, 0);
    return {
      name: path,
      size,
      head: buffer.subarray(0, bytesRead),
      whole: bytesRead < longestLine,
      chunks: () => fileChunks(path, terminal),
      close() {},
    };
  } finally {
    await handle.close();
  }
}

async function* fileChunks(path: string, terminal: Terminal): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path)) {
      terminal.signal.throwIfAborted();
      yield chunk as Buffer;
    }
  } catch (error) {
    throw unreadable(path, error, terminal);
  }
}

async function openStream(
  name: string,
  stream: Readable,
  isEnough: (head: Buffer, whole: boolean) => boolean,
  terminal: Terminal,
): Promise<Source> {
  const iterator = addAbortSignal(terminal.signal, stream)[Symbol.asyncIterator]();
  const close = () => void stream.destroy();
  let head: Buffer = Buffer.alloc(0);
  let whole = false;
  while (!whole && head.length < longestLine && !isEnough(head, false)) {
    const next = await iterator.next();
    whole = next.done === true;
    if (!next.done) head = Buffer.concat([head, bytesOf(next.value)]);
  }
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      if (head.length > 0) yield head;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield bytesOf(next.value);
    } catch (error) {
      throw unreadable(name, error, terminal);
    } finally {
      close();
    }
  }
  return { name, size: null, head, whole, chunks, close };
}

function bytesOf(chunk: unknown): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as string);
}

function unreadable(name: string, error: unknown, { signal }: Terminal): unknown {
  if (signal.aborted) return signal.reason;
  return error instanceof Refusal ? error : new Refusal(3, `${name}: ${fileProblem(error)}`);
}

/**
 * Reads all that a source holds.
 * @param source the source
 * @returns its bytes
 * @throws Refusal with exit code 3 for more than 64 MiB
 */
export async function readWhole(source: Source): Promise<Buffer> {
  const read: Buffer[] = [];
  let size = 0;
  for await (const chunk of source.chunks()) {
    read.push(chunk);
    size += chunk.length;
    if (size > largestWhole)
      throw new Refusal(3, `${source.name}: too large: of this kind of file no more than 64 MiB are read`);
  }
  return Buffer.concat(read);
}
