import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { run } from './run.ts';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** The Debian archive as this machine reaches it. */
export interface Mirror {
  uri: string;
  /** The release that the machine itself runs, for example bookworm. */
  ownSuite: string;
  /** Options of a sources.list entry, for example the keyring to trust; may be empty. */
  options: string;
}

async function osRelease(): Promise<Map<string, string>> {
  const text = await readFile('/etc/os-release', 'utf8');
  return new Map(Array.from(text.matchAll(/^(\w+)="?([^"\n]*)"?$/gm), (match) => [match[1] ?? '', match[2] ?? '']));
}

/**
 * Asks apt's own configuration for the Debian archive in use.
 *
 * @param signal - ends the search
 * @returns the archive
 * @throws Error when the machine is not Debian or has no archive configured
 */
export async function findMirror(signal: AbortSignal): Promise<Mirror> {
  if (process.platform !== 'linux') throw new Error(`this is ${process.platform}, not Debian`);
  const release = await osRelease();
  if (release.get('ID') !== 'debian')
    throw new Error(`this is ${release.get('ID') ?? 'an unknown system'}, not Debian`);
  const ownSuite = release.get('VERSION_CODENAME') ?? 'sid';
  const format = '$(RELEASE) $(REPO_URI)';
  const { stdout } = await run(['apt-get', 'indextargets', '--format', format, 'Created-By: Packages'], { signal });
  const targets = stdout.split('\n').map((line) => line.split(' '));
  // The main archive is the one whose release has no suffix; -updates and -security may live elsewhere.
  const [, uri] =
    targets.find(([name]) => name === ownSuite) ?? targets.find(([name]) => name && !name.includes('-')) ?? [];
  if (!uri) throw new Error('apt has no Debian archive configured');
  return { uri, ownSuite, options: existsSync(keyring) ? `[signed-by=${keyring}] ` : '' };
}
