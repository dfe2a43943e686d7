import { type Dirent, readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { fileProblem } from './file-problem.ts';
import { interruption } from './interruption.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** One file of a configuration; text one character a byte. */
export interface ReadFile {
  name: string;
  text: string;
}

/** Of all files together, in bytes: beyond this it is no configuration but a mistake. */
const largest = 256 * 1024 * 1024;

/**
 * Reads a configuration from its files.
 * @param files paths as `haproxy -f` takes them, `-` for standard input
 * @param terminal standard input and Ctrl-C
 * @returns the files, folders replaced by what HAProxy reads of them
 * @throws Refusal with exit code 3 that names the file and what is wrong with it, 2 for `-` twice; the signal's reason
 *   when aborted
 */
export async function readConfiguration(files: readonly string[], terminal: Terminal): Promise<ReadFile[]> {
  if (files.filter((file) => file === '-').length > 1) throw new Refusal(2, 'standard input can be read only once');
  const read: ReadFile[] = [];
  let left = largest;
  for (const file of files.flatMap(filesOf)) {
    const text = await readOne(file, left, terminal);
    left -= text.length;
    read.push({ name: shown(file), text });
  }
  return read;
}

/**
 * What a path stands for (haproxy v3.4.0 src/haproxy.c:987, HAProxy management guide, `-f`): a file itself; a folder its
 * regular files whose name has its first `.cfg` at the end and does not begin with a dot, in the order of their bytes.
 */
function filesOf(path: string): string[] {
  if (path === '-') return [path];
  try {
    if (!statSync(path).isDirectory()) return [path];
    const names = readdirSync(path, { withFileTypes: true })
      .map(({ name }: Dirent) => name)
      .filter((name) => !name.startsWith('.') && name.indexOf('.cfg') === name.length - 4)
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const found = names.map((name) => `${path.replace(/\/+$/, '')}/${name}`).filter((file) => statSync(file).isFile());
    if (found.length === 0) throw new Refusal(3, `${path}: the folder holds no file *.cfg`);
    return found;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(3, `${path}: ${fileProblem(error)}`);
  }
}

async function readOne(file: string, most: number, { stdin, signal }: Terminal): Promise<string> {
  try {
    if (file === '-') return await bounded(file, stdin, most, signal);
    // Opened without blocking the process: a pipe may have no writer yet.
    const handle = await Promise.race([open(file), interruption(signal)]);
    return await bounded(file, handle.createReadStream(), most, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Refusal) throw error;
    throw new Refusal(3, `${shown(file)}: ${fileProblem(error)}`);
  }
}

async function bounded(file: string, stream: Readable, most: number, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of addAbortSignal(signal, stream)) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size > most) throw new Refusal(3, `${shown(file)}: too large: a configuration of more than 256 MB is not read`);
  }
  return Buffer.concat(chunks).toString('latin1');
}

function shown(file: string): string {
  return file === '-' ? 'standard input' : file;
}
