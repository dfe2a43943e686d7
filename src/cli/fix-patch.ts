import type { CheckResult } from '../check-types.ts';
import type { Original } from './fix-original.ts';

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
 * @returns the same with the patch as of {@link patchText}
 */
export function readable(result: CheckResult): CheckResult {
  return { ...result, patch: patchText(result.patch) };
}

/**
 * A patch as text.
 * @param patch one character a byte
 * @returns the characters that the bytes stand for; one a byte still, where they are no UTF-8
 */
export function patchText(patch: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(patchBytes(patch));
  } catch {
    return patch;
  }
}

/**
 * The command that applies a patch. GNU patch 2.7 takes no name that is absolute or leads upwards (measured).
 * @param files that the patch names
 * @returns what stands behind the pipe; null: no one command does
 */
export function patchCommand(files: readonly Pick<Original, 'name' | 'stats'>[]): string | null {
  const names = files.map(({ name }) => name);
  const isUpward = (name: string) => name.split('/').includes('..');
  const isRead = files.every(({ stats }) => stats !== null);
  if (isRead && names.every((name) => !name.startsWith('/') && !isUpward(name))) return 'patch -p0';
  if (isRead && names.every((name) => name.startsWith('/') && !isUpward(name))) return 'patch -d / -p1';
  const [only = '', ...others] = names;
  if (others.length > 0) return null;
  // Standard input has no name of its own.
  return `patch ${isRead ? quoted(only) : 'FILE'}`;
}

function quoted(name: string): string {
  return /^[\w./+-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
