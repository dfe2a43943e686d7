const words: Record<string, string> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a folder',
  ENOTDIR: 'part of the path is no folder',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EFBIG: 'a file may not be as large here',
  EROFS: 'the file system is read-only',
  EBADF: 'is not open',
  ENOTSUP: 'is a socket',
  ELOOP: 'the symbolic links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
};

/**
 * Why a file could not be read or written, in words.
 * @param error what node:fs threw
 * @returns a few words
 */
export function fileProblem(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return words[code ?? ''] ?? code ?? message;
}
