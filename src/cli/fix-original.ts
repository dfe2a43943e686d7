import { accessSync, type BigIntStats, constants, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import type { ReadFile } from './configuration-files.ts';
import { fileProblem } from './file-problem.ts';
import { Refusal } from './refusal.ts';
import { findWriteTarget } from './write-target.ts';

/** A file as it was when it was read. */
export interface Original extends ReadFile {
  /** Where it really stands: symbolic links are followed. */
  path: string;
  /** null: nothing stands there. */
  stats: BigIntStats | null;
}

/**
 * Notes what a file is, so that it can be told later whether it is still the same.
 * @param file that was read just now
 * @returns the file with its place
 */
export function originalOf(file: ReadFile): Original {
  try {
    const path = realpathSync(file.name);
    return { ...file, path, stats: statSync(path, { bigint: true }) };
  } catch {
    return { ...file, path: file.name, stats: null };
  }
}

/**
 * What is said of a file that is not written.
 * @param name as the user wrote it
 * @param reason a few words
 * @returns a Refusal with exit code 3
 */
export function notWritten(name: string, reason: string): Refusal {
  return new Refusal(3, `${name}: cannot be written: ${reason}`, 'nothing was written');
}

/**
 * Refuses a file that is not what was read, so that no work of anybody else is lost.
 * @param original as it was read
 * @throws Refusal with exit code 3
 */
export function refuseChanged({ name, text, path, stats }: Original): void {
  const changed = notWritten(name, 'it was changed while it was checked');
  let same: boolean;
  try {
    const now = statSync(path, { bigint: true });
    same =
      stats !== null &&
      realpathSync(name) === path &&
      now.dev === stats.dev &&
      now.ino === stats.ino &&
      now.mtimeNs === stats.mtimeNs &&
      readFileSync(path).equals(Buffer.from(text, 'latin1'));
  } catch {
    throw changed;
  }
  if (!same) throw changed;
}

/**
 * Refuses a file that another one cannot take the place of.
 * @param original as it was read
 * @throws Refusal with exit code 3 that says what is in the way
 */
export function refuseIrreplaceable({ name, path, stats }: Original): void {
  if (!stats) throw notWritten(name, 'there is no such file any more');
  if (!stats.isFile()) throw notWritten(name, 'it is a pipe or a device, no file');
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw notWritten(name, fileProblem(error));
  }
  const others = Number(stats.nlink) - backupsOf(path).filter((backup) => isSame(backup, stats)).length;
  if (others > 1) throw notWritten(name, `it has ${others} hard links, which would be parted`);
}

/**
 * The old files that are kept beside a file already.
 * @param path of the file
 * @returns paths; the next free one is {@link backupName} of their number
 */
export function backupsOf(path: string): string[] {
  const found: string[] = [];
  while (lstatSync(backupName(path, found.length), { throwIfNoEntry: false }))
    found.push(backupName(path, found.length));
  return found;
}

/**
 * What an old file is kept as.
 * @param path of the file
 * @param number how many others there are
 * @returns `FILE.orig`, `FILE.orig.1`, ...
 */
export function backupName(path: string, number: number): string {
  return number === 0 ? `${path}.orig` : `${path}.orig.${number}`;
}

/**
 * Whether a path leads to a file that is known.
 * @param path may lead to nothing
 * @param stats of the file
 * @returns true where both are the same file
 */
export function isSame(path: string, { dev, ino }: BigIntStats): boolean {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return found?.dev === dev && found.ino === ino;
}

/**
 * Refuses to write a result where the old file is to be kept.
 * @param output `--output`; null: standard output
 * @param originals the files that may be replaced
 * @throws Refusal with exit code 2
 */
export function refuseBackupAsOutput(output: string | null, originals: readonly Original[]): void {
  if (output === null) return;
  const { path } = findWriteTarget(output);
  if (originals.some((original) => path.startsWith(backupName(original.path, 0))))
    throw new Refusal(2, `--output ${output} is a name that old files are kept under`);
}
