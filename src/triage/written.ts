import type { Written } from '../catalogue/live/live.ts';
import type { CheckOptions } from '../check/options.ts';
import { read } from '../check/read.ts';
import { has } from '../haproxy/model/setting.ts';
import type { LiveServer } from '../triage-types.ts';
import { moved } from './source/moved.ts';

/**
 * Where the configuration, and the name server now, have the servers.
 * @param servers as HAProxy has them
 * @param options of a check of these servers
 * @returns the servers that it holds, and where it has those whose address it tells, by `be/s1`
 * @throws AbortError when the signal is aborted
 */
export async function writtenPlaces(
  servers: readonly LiveServer[],
  options: CheckOptions,
): Promise<{ names: ReadonlySet<string>; written: ReadonlyMap<string, Written> }> {
  const { inUse: _, ...text } = options;
  const { all } = await read(text);
  const live = new Map(servers.map((one) => [`${one.proxy}/${one.server}`, one]));
  const found = new Map<string, Omit<Written, 'differs'>>();
  for (const [{ proxy, server, address, port }] of all) {
    const key = `${proxy.name}/${server.name}`;
    const name = server.address.kind === 'name' ? server.address.name : null;
    // Of the text alone a name stands for itself.
    if (server.address.kind === 'other' || (options.offline && name !== null)) continue;
    const addresses = [...(found.get(key)?.addresses ?? []), ...(address === null ? [] : [address])];
    found.set(key, { name, addresses, port, followed: has(server, 'resolvers'), passes: null });
  }
  return {
    names: new Set(all.map(([{ proxy, server }]) => `${proxy.name}/${server.name}`)),
    written: new Map([...found].map(([key, place]) => [key, held(live.get(key), place)])),
  };
}

/**
 * Where a name that HAProxy resolves at run time points now.
 * @param live the server as HAProxy has it
 * @param resolve as of a check
 * @returns null: it has no such name
 */
export async function resolvedPlace(live: LiveServer, resolve: CheckOptions['resolve']): Promise<Written | null> {
  const { fqdn, port } = live;
  if (fqdn === null) return null;
  const addresses = await resolve(fqdn, port);
  return held(live, { name: fqdn, addresses, port: null, followed: false, passes: null });
}

/** Whether HAProxy is at the place that is written. */
function held(live: LiveServer | undefined, place: Omit<Written, 'differs'>): Written {
  const { addresses, port } = place;
  if (!live || live.address === null) return { ...place, differs: false };
  const otherPort = port !== null && live.port !== null && port !== live.port;
  return { ...place, differs: otherPort || moved(live, addresses) };
}
