import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotProve } from './cannot.ts';
import { endWithUs } from './ending.ts';

/** A path that can stand in a `bind` line, short enough for a UNIX socket in it (104 bytes on some systems). */
const usable = /^[\w./+-]{1,50}$/;

/** A folder of our own, for nobody else to read (mode 0700). */
export interface Folder {
  path: string;
  remove(): void;
}

/**
 * Makes a folder that is gone with this process at the latest.
 * @returns the folder
 * @throws CannotProve where none can be made
 */
export function makeFolder(): Folder {
  const base = usable.test(tmpdir()) ? tmpdir() : '/tmp';
  let path: string;
  try {
    path = mkdtempSync(join(base, 'sni-doctor-haproxy-'));
  } catch (error) {
    throw new CannotProve(`no temporary folder: ${(error as Error).message}`);
  }
  const clean = () => rmSync(path, { recursive: true, force: true });
  const takeBack = endWithUs(clean);
  return {
    path,
    remove() {
      takeBack();
      clean();
    },
  };
}
