import type { CheckResult } from '../check-types.ts';

/**
 * A patch as the bytes of the files that it is about.
 * @param patch one character a byte
 * @returns what `patch` reads
 */
export function patchBytes(patch: string): Buffer {
  return Buffer.from(patch, 'latin1');
}

/**
 * A result as JSON holds it: characters, where a patch is bytes. Comments are mostly UTF-8.
 * @param result its patch has one character a byte
 * @returns the same with the characters that the bytes stand for; one a byte still, where they are no UTF-8
 */
export function readable(result: CheckResult): CheckResult {
  try {
    const patch = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(patchBytes(result.patch));
    return { ...result, patch };
  } catch {
    return result;
  }
}

/**
 * The command that applies a patch. GNU patch 2.7 takes no name that is absolute or leads upwards (measured).
 * @param files that the patch names
 * @returns what stands behind the pipe; null: no one command does
 */
export function patchCommand(files: readonly string[]): string | null {
  const isUpward = (file: string) => file.split('/').includes('..');
  if (files.every((file) => !file.startsWith('/') && !isUpward(file))) return 'patch -p0';
  if (files.every((file) => file.startsWith('/') && !isUpward(file))) return 'patch -d / -p1';
  const [only = '', ...others] = files;
  return others.length > 0 ? null : `patch ${/^[\w./+-]+$/.test(only) ? only : `'${only.replaceAll("'", "'\\''")}'`}`;
}
