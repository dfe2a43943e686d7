import { isDown, isFlapping, isUnresolved, trafficFails } from '../../catalogue/live/signs.ts';
import type { LiveServer } from '../../triage-types.ts';

/**
 * How a server stands: its check fails; it goes up and down; it is UP and its traffic fails; it is UP; its name does not
 * resolve; somebody took it out, or nothing is known of it.
 */
export type Standing = 'down' | 'flapping' | 'failing' | 'up' | 'unresolved' | 'other';

/**
 * How a server stands.
 * @param server as HAProxy has it, in the words of `show stat` (haproxy v3.4.0 src/stats-proxy.c:731, 896) or of the log
 * @returns its standing
 */
export function standing(server: LiveServer): Standing {
  const { state } = server;
  if (isUnresolved(state)) return 'unresolved';
  if (isDown(state)) return 'down';
  // A log that tells of its traffic alone: it carries some, so it is not DOWN.
  if (isUp(state) || state === 'unknown') {
    if (isFlapping(server)) return 'flapping';
    return trafficFails(server) ? 'failing' : 'up';
  }
  return 'other';
}

function isUp(state: string): boolean {
  return /^UP|^no check$/.test(state);
}

/**
 * How many servers stand how.
 * @param servers all of them
 * @returns as `triage --format json` has it
 */
export function counts(servers: readonly LiveServer[]): { total: number; up: number; down: number; other: number } {
  const down = servers.filter(({ state }) => isDown(state)).length;
  const up = servers.filter(({ state }) => isUp(state)).length;
  return { total: servers.length, up, down, other: servers.length - up - down };
}
