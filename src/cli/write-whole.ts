import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { readingProblem } from './credentials.ts';
import { Refusal } from './refusal.ts';

/**
 * Writes a file whole or not at all: beside it first, then moved into its place, so that nobody ever reads half of it
 * and the old one stays where writing fails.
 * @param file path
 * @param content what it will hold
 * @throws Refusal with exit code 3 that names the file
 */
export function writeWhole(file: string, content: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, content, { flag: 'wx' });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new Refusal(3, `${file}: cannot be written: ${readingProblem(error)}`);
  }
}
