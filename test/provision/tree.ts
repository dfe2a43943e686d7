import { lstatSync, readdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { run } from './run.ts';

/**
 * Unpacks Debian packages into one folder, without the documentation.
 *
 * @param debs - paths of .deb files
 * @param folder - the folder to fill
 * @param signal - ends the work
 * @throws Error when a package is damaged
 */
export async function unpack(debs: readonly string[], folder: string, signal: AbortSignal): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const deb of debs) await run(['dpkg-deb', '-x', deb, folder], { signal });
  await rm(`${folder}/usr/share`, { recursive: true, force: true });
}

function libraryFolders(folder: string): string[] {
  return ['lib', 'usr/lib'].flatMap((parent) => {
    try {
      const names = readdirSync(`${folder}/${parent}`).filter((name) => /-linux-gnu/.test(name));
      return names.map((name) => `${parent}/${name}`);
    } catch {
      return [];
    }
  });
}

function dynamicLoader(folder: string, libraries: readonly string[]): string {
  for (const library of libraries) {
    for (const name of readdirSync(`${folder}/${library}`)) {
      const path = `${library}/${name}`;
      if (/^ld(-linux.*|64)\.so\.\d+$/.test(name) && lstatSync(`${folder}/${path}`).isFile()) return path;
    }
  }
  throw new Error('the C library that was unpacked has no dynamic loader');
}

/**
 * Says how a program of an unpacked tree is started on the tree's own C library.
 *
 * @param folder - where the tree is now
 * @param root - the path of the tree in the answer
 * @param program - path of the program inside the tree
 * @returns the beginning of its argv
 * @throws Error when the tree holds no dynamic loader
 */
export function treeCommand(folder: string, root: string, program: string): string[] {
  const libraries = libraryFolders(folder);
  const loader = dynamicLoader(folder, libraries);
  const path = libraries.map((library) => `${root}/${library}`).join(':');
  return [`${root}/${loader}`, '--library-path', path, `${root}/${program}`];
}
