import type { Tools } from './tools.ts';
import { fewestBranches, haproxyBranches, recordedServers, type ServerName } from './wanted.ts';

/**
 * Lists what is still to be had.
 *
 * @param tools - what has been provisioned
 * @returns the names of the programs that are missing although some source may carry them
 */
export function missing(tools: Tools): string[] {
  const branches = Object.keys(haproxyBranches).filter((branch) => !tools.haproxy[branch]);
  const servers = (Object.keys(recordedServers) as ServerName[]).filter((name) => tools[name] === undefined);
  return [...branches.filter((branch) => !tools.absent.includes(branch)).map((name) => `HAProxy ${name}`), ...servers];
}

/**
 * Puts the result of a provisioning into words.
 *
 * @param tools - what has been provisioned
 * @returns lines to print: the builds found, what differs from the records, what is left out
 */
export function describe(tools: Tools): string[] {
  const line = (name: string, version: string, recorded: string | undefined) =>
    `${name}: ${version}${version === recorded ? '' : ` (the records were measured on ${recorded})`}`;
  const servers = (Object.keys(recordedServers) as ServerName[]).flatMap((name) => {
    const version = tools[name]?.version;
    return version === undefined ? [] : [line(name, version, recordedServers[name])];
  });
  return [
    ...Object.entries(tools.haproxy)
      .sort()
      .map(([branch, { version }]) => line(`HAProxy ${branch}`, version, haproxyBranches[branch])),
    ...servers,
    ...tools.absent.map((branch) => `HAProxy ${branch}: no source carries this branch any more; it is left out`),
    ...missing(tools).map((name) => `${name}: could not be had; tests that need it are skipped`),
  ];
}

/**
 * Judges a provisioning.
 *
 * @param tools - what has been provisioned
 * @param strict - whether everything must be there, as in continuous integration
 * @returns why it failed, or null when it will do
 */
export function failure(tools: Tools, strict: boolean): string | null {
  const count = Object.keys(tools.haproxy).length;
  if (strict && missing(tools).length > 0) return `CI=true and these are missing: ${missing(tools).join(', ')}`;
  const reachable = missing(tools).filter((name) => name.startsWith('HAProxy'));
  if (count < fewestBranches && (strict || reachable.length === 0)) {
    return `only ${count} branches of HAProxy; at least ${fewestBranches} are needed`;
  }
  return null;
}
