import { mkdir, readdir, writeFile } from 'node:fs/promises';
import type { Mirror } from './mirror.ts';
import { run } from './run.ts';
import { baseSuite } from './wanted.ts';

/** A Debian suite with an apt state of its own, apart from the machine's. */
export interface Suite {
  name: string;
  folder: string;
  mirror: Mirror;
  signal: AbortSignal;
}

const configuration = (folder: string) => `
Dir::State "${folder}";
Dir::State::Lists "${folder}/lists";
Dir::State::Status "${folder}/status";
Dir::Cache "${folder}/cache";
Dir::Etc::SourceList "${folder}/sources.list";
Dir::Etc::SourceParts "-";
Dir::Etc::Preferences "-";
Dir::Etc::PreferencesParts "-";
Acquire::Languages "none";
Acquire::Retries "2";
Acquire::http::Timeout "30";
Acquire::https::Timeout "30";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
APT::Sandbox::User "root";
APT::Update::Error-Mode "any";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Post-Invoke;
`;

async function update({ folder, mirror, signal }: Suite, names: readonly string[]): Promise<void> {
  const sources = names.map((name) => `deb ${mirror.options}${mirror.uri} ${name} main\n`).join('');
  await writeFile(`${folder}/sources.list`, sources);
  await run(['apt-get', '-q', '-c', `${folder}/apt.conf`, 'update'], { signal });
}

/**
 * Fetches a suite's list of packages into a state folder of its own.
 *
 * @param name - the suite
 * @param folder - an empty or missing folder for apt's state
 * @param mirror - the Debian archive
 * @param signal - ends the download
 * @returns the suite
 * @throws Error when the archive has no such suite or cannot be reached
 */
export async function openSuite(name: string, folder: string, mirror: Mirror, signal: AbortSignal): Promise<Suite> {
  await mkdir(`${folder}/lists/partial`, { recursive: true });
  await mkdir(`${folder}/cache/archives/partial`, { recursive: true });
  await writeFile(`${folder}/status`, '');
  await writeFile(`${folder}/apt.conf`, configuration(folder));
  const suite = { name, folder, mirror, signal };
  await update(suite, [name]);
  return suite;
}

/**
 * Looks up a package in a suite.
 *
 * @param suite - an open suite
 * @param packageName - the binary package
 * @returns the version that the suite carries, or null
 * @throws Error when apt-cache fails
 */
export async function carried(suite: Suite, packageName: string): Promise<string | null> {
  const { stdout } = await run(['apt-cache', '-c', `${suite.folder}/apt.conf`, 'madison', packageName], {
    signal: suite.signal,
  });
  return stdout.split('\n')[0]?.split('|')[1]?.trim() || null;
}

// What an installation would also bring for its maintainer scripts is of no use to a program that is only unpacked.
const isLibrary = (name: string) => /^(lib|zlib)/.test(name) && !/^libperl|^libgdbm|-perl$|-common$/.test(name);

/**
 * Downloads packages with the shared libraries they need, down to the C library, and installs nothing.
 *
 * @param suite - an open suite
 * @param packages - the binary packages wanted
 * @returns the paths of the downloaded .deb files
 * @throws Error when the dependencies cannot be satisfied or a download fails
 */
export async function download(suite: Suite, packages: readonly string[]): Promise<string[]> {
  const base = baseSuite(suite.name);
  if (base !== null) await update(suite, [suite.name, base]);
  const config = ['-c', `${suite.folder}/apt.conf`];
  const { stdout } = await run(
    ['apt-get', ...config, 'install', '-s', '-y', '--no-install-recommends', '-t', suite.name, ...packages],
    { signal: suite.signal },
  );
  const chosen = Array.from(stdout.matchAll(/^Inst (\S+) \((\S+) /gm), (match) => [match[1] ?? '', match[2] ?? '']);
  const needed = chosen.filter(([name = '']) => packages.includes(name) || isLibrary(name));
  const folder = `${suite.folder}/debs`;
  await mkdir(folder, { recursive: true });
  await run(['apt-get', '-q', ...config, 'download', ...needed.map((pair) => pair.join('='))], {
    cwd: folder,
    signal: suite.signal,
  });
  return (await readdir(folder)).map((name) => `${folder}/${name}`);
}
