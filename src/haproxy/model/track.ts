import type { ProxySection, Server } from './types.ts';

/**
 * Whether HAProxy refuses what a server tracks (haproxy v3.4.0 src/server.c, `srv_apply_track`).
 * @param proxy the server's
 * @param server the server, with `track`
 * @param backends proxies with servers, by name
 * @returns what is wrong; null: nothing
 */
export function wrongTrack(
  proxy: ProxySection,
  server: Server,
  backends: ReadonlyMap<string, ProxySection>,
): string | null {
  const seen = new Set([server]);
  let [place, current]: [ProxySection, Server] = [proxy, server];
  for (;;) {
    const word = current.settings.get('track')?.args[0];
    if (!word || word.unset) return null;
    const slash = word.text.indexOf('/');
    const home = slash < 0 ? place : backends.get(word.text.slice(0, slash));
    if (!home) return `"track": there is no backend of the name "${word.text.slice(0, slash)}"`;
    const name = word.text.slice(slash + 1);
    const target = home.servers.find((other) => other.name === name);
    if (!target) return `"track": backend "${home.name}" has no server of the name "${name}"`;
    if (seen.has(target)) return '"track" leads back to a server that is tracked already';
    const { settings } = target;
    if (settings.has('check') || settings.has('agent-check')) return null;
    if (!settings.has('track')) return `"track": server "${target.name}" has no check to share`;
    seen.add(target);
    [place, current] = [home, target];
  }
}
