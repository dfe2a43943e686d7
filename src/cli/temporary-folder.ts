import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is gone when the process is, however that ends. */
export interface TemporaryFolder {
  path: string;
  remove(): void;
}

/**
 * Makes a folder for files that nobody needs afterwards.
 * @param name what it is for, as a part of its name
 * @returns the folder; who is impatient and ends the process before `remove` leaves nothing behind either
 */
export function temporaryFolder(name: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), `sni-doctor-${name}-`));
  const clean = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', clean);
  return {
    path,
    remove() {
      process.off('exit', clean);
      clean();
    },
  };
}
