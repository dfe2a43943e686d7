import { readFileSync, statSync } from 'node:fs';

/** In bytes: the authorities of a whole system take up less than one. */
const largest = 16 * 1024 * 1024;

/**
 * Reads a file that a configuration names, relative to the working directory as HAProxy does.
 * @param path as it stands there
 * @returns its bytes, one character each; null: it is no readable file, or too large
 */
export function readNamedFile(path: string): string | null {
  try {
    const stats = statSync(path);
    // A pipe or a device would keep the process waiting.
    return stats.isFile() && stats.size <= largest ? readFileSync(path, 'latin1') : null;
  } catch {
    return null;
  }
}
