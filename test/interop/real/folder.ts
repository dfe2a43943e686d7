import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder of a server's own. */
export interface Folder {
  path: string;
  /** Writes a further file into it. */
  write(name: string, text: string): Promise<void>;
  /** Removes the folder with all that is in it. */
  remove(): void;
}

/**
 * Makes a temporary folder.
 *
 * @param files - the files to write into it, by name
 * @returns the folder
 * @throws Error when it cannot be written
 */
export async function makeFolder(files: Readonly<Record<string, string>>): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'sni-doctor-'));
  const write = (name: string, text: string) => writeFile(join(path, name), text, { mode: 0o600 });
  for (const [name, text] of Object.entries(files)) await write(name, text);
  return { path, write, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}
