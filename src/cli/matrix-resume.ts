import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { type Resume, readResume } from '../matrix/resume.ts';
import { fileProblem } from './file-problem.ts';
import { asRefusal, resultsOf } from './matrix-results.ts';
import { Refusal } from './refusal.ts';
import type { Output, Terminal } from './terminal.ts';

/**
 * Reads the file of `--resume`, as long as it is now: what this run appends to it is not met again.
 * @param file path
 * @param terminal Ctrl-C
 * @returns what is done already, with notes for people
 * @throws Refusal with exit code 2 for what is no file (it may be read twice), 3 where it cannot be read or holds no
 *   results; the signal's reason when aborted
 */
export async function openResume(file: string, terminal: Pick<Terminal, 'stdin' | 'signal'>): Promise<Resume> {
  if (file === '' || file === '-')
    throw new Refusal(2, '--resume needs a file', 'what it goes on from may be read twice');
  const stats = attempt(file, () => statSync(file));
  if (!stats.isFile()) throw new Refusal(2, `--resume ${file}: is no file`);
  const { name, open } = resultsOf(file, terminal, stats.size);
  try {
    return await readResume(open, name);
  } catch (error) {
    throw asRefusal(error);
  }
}

/**
 * What has to be written before the first line of a run that goes on: where its results are appended to the very file
 * (`--resume FILE >> FILE`) and that ends in the middle of a line, a line feed. The next cell would else be lost with it.
 * @param file of `--resume`
 * @param stdout standard output
 * @returns a line feed, or nothing
 * @throws Refusal with exit code 3 where the file cannot be read
 */
export function beforeAppending(file: string, stdout: Output): string {
  return isSameFile(file, stdout) && !attempt(file, () => endsInLineFeed(file)) ? '\n' : '';
}

/**
 * Whether standard output is a file.
 * @param file path
 * @param stdout standard output
 * @returns true for the same device and inode, under whatever name
 */
export function isSameFile(file: string, stdout: Output): boolean {
  const { fd } = stdout as { fd?: unknown };
  if (typeof fd !== 'number') return false;
  try {
    const written = fstatSync(fd, { bigint: true });
    const read = statSync(file, { bigint: true });
    return written.isFile() && written.dev === read.dev && written.ino === read.ino;
  } catch {
    return false;
  }
}

function endsInLineFeed(file: string): boolean {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const last = Buffer.alloc(1);
    return size === 0 || (readSync(fd, last, 0, 1, size - 1) === 1 && last[0] === 0x0a);
  } finally {
    closeSync(fd);
  }
}

function attempt<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Refusal(3, `${file}: ${fileProblem(error)}`);
  }
}
