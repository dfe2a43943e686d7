import type { Written } from '../catalogue/live/live.ts';
import type { checkAndCure } from '../check/cure-run.ts';
import type { InUse } from '../check/in-use.ts';
import type { CheckOptions } from '../check/options.ts';
import type { CheckedServer, CheckResult } from '../check-types.ts';
import { grouped } from '../report/formats/grouped.ts';
import type { Case } from '../report/triage/case.ts';
import { judge } from '../report/triage/judge.ts';
import { placeOf } from '../report/triage/place.ts';
import type { LiveServer } from '../triage-types.ts';
import type { TriageOptions } from './options.ts';
import { writtenPlaces } from './written.ts';

/** What came of servers whose configuration is known. */
export interface Configured {
  cases: Case[];
  connections: number;
  problems: CheckResult['problems'];
}

/** The servers of a run, by where they are known. */
export interface Divided {
  /** What `check` is asked of those that the configuration holds. */
  check: CheckOptions;
  held: LiveServer[];
  written: ReadonlyMap<string, Written>;
}

/**
 * What `check` is asked of servers.
 * @param servers which
 * @param options as of `triage`
 * @returns its options, for the addresses that are written
 */
export function checkOf(servers: readonly LiveServer[], options: TriageOptions): CheckOptions {
  const { files, environment, version, hosts, timeout, offline, resolve, readFile, signal, onProgress } = options;
  return {
    ...{ files, environment, version, hosts, timeout, offline, resolve, readFile },
    versionFrom: options.versionFrom === 'process' ? 'path' : options.versionFrom,
    servers: servers.map(nameOf),
    method: 'GET',
    path: '/',
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  };
}

/**
 * Finds the servers that the configuration holds, and what `check` is to be asked of them.
 * @param servers as HAProxy has them
 * @param options as of `triage`
 * @returns with the addresses that HAProxy uses, where it tells them
 * @throws AbortError when the signal is aborted
 */
export async function divide(servers: readonly LiveServer[], options: TriageOptions): Promise<Divided> {
  const check = checkOf(servers, options);
  if (check.files.length === 0) return { check, held: [], written: new Map() };
  const { names, written } = await writtenPlaces(servers, check);
  const held = servers.filter((server) => names.has(nameOf(server)));
  const own = inUse(held, written, options.elsewhere);
  return { check: { ...check, inUse: own, servers: held.map(nameOf) }, held, written };
}

/**
 * Does what `check` does for live servers, at the addresses that HAProxy uses, and holds it against what HAProxy says.
 * @param divided as of {@link divide}
 * @param ask what does what `check` does
 * @returns what was found of each
 * @throws AbortError when the signal is aborted
 */
export async function askConfigured({ check, held, written }: Divided, ask: typeof checkAndCure): Promise<Configured> {
  if (held.length === 0) return { cases: [], connections: 0, problems: [] };
  const { result } = await ask(check);
  const byName = grouped(result.servers, nameOf);
  // Of a name that stands for several addresses HAProxy takes the first when it starts.
  const known = held.flatMap((live) => {
    const [server] = byName.get(nameOf(live)) ?? [];
    return server ? [{ live, server }] : [];
  });
  const elsewhere = await tryElsewhere(known, written, check, ask);
  const findings = new Map(result.findings.map((finding) => [finding.key, finding]));
  const edits = grouped(result.edits, nameOf);
  const cases = known.map(({ live, server }) => {
    const own = server.findings.flatMap((key) => findings.get(key) ?? []);
    const checked = { server, findings: own, edits: edits.get(nameOf(live)) ?? [], offline: check.offline };
    return judge(live, checked, elsewhere.places.get(nameOf(live)) ?? null);
  });
  return { cases, connections: result.connections + elsewhere.connections, problems: result.problems };
}

/** Servers that fail at an address that HAProxy alone still uses are tried at the one that it would find now. */
async function tryElsewhere(
  servers: readonly { live: LiveServer; server: CheckedServer }[],
  written: ReadonlyMap<string, Written>,
  check: CheckOptions,
  ask: typeof checkAndCure,
): Promise<{ places: ReadonlyMap<string, Written>; connections: number }> {
  const moved = servers.filter(({ live, server }) => written.get(nameOf(live))?.differs && server.check.up === false);
  if (moved.length === 0 || check.offline) return { places: written, connections: 0 };
  const { inUse: _, ...text } = check;
  const names = moved.map(({ live }) => nameOf(live));
  const { result } = await ask({ ...text, servers: names, further: false });
  const first = grouped(result.servers, nameOf);
  const places = [...written].map(([key, place]): [string, Written] => {
    const [there] = first.get(key) ?? [];
    return [key, there ? { ...place, passes: there.check.up === true } : place];
  });
  return { places: new Map(places), connections: result.connections };
}

/** The addresses that HAProxy uses and that its configuration, read now, would not give. */
function inUse(servers: readonly LiveServer[], written: ReadonlyMap<string, Written>, elsewhere: boolean): InUse {
  return new Map(
    servers.flatMap((server) => {
      const place = placeOf(server, elsewhere);
      const known = written.get(nameOf(server));
      const is = known?.addresses.length === 1 && known.addresses[0] === server.address && known.port === server.port;
      return is || 'because' in place ? [] : [[nameOf(server), place] as const];
    }),
  );
}

function nameOf({ proxy, server }: { proxy: string; server: string }): string {
  return `${proxy}/${server}`;
}
