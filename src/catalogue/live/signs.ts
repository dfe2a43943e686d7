import type { LiveServer } from '../../triage-types.ts';

/** So often down, and last changed so short a time ago (in seconds), a server is not only back from one outage. */
const often = 3;
const lately = 3600;

/** What part of a server's sessions has to fail: a client that goes away, or one broken page, is no failing server. */
const share = 0.1;

/**
 * Whether a server is UP and its checks fail now and then: `UP 1/3`, or down several times and back a short time ago.
 * @param server as HAProxy has it
 * @returns false where nothing is known
 */
export function isFlapping({ state, timesDown, sinceChange }: LiveServer): boolean {
  if (!/^UP/.test(state)) return false;
  return /^UP \d/.test(state) || ((timesDown ?? 0) >= often && sinceChange !== null && sinceChange <= lately);
}

/**
 * Whether traffic of a server fails that HAProxy sent there: refused or broken connections, lost answers, answers 5xx.
 * @param server as HAProxy has it
 * @returns false also where nothing is known
 */
export function trafficFails({ traffic, terminations }: LiveServer): boolean {
  if (Object.keys(terminations ?? {}).some(isServersFault)) return true;
  if (!traffic || traffic.sessions === 0) return false;
  const { sessions, connectionErrors, responseErrors, status5xx } = traffic;
  return Math.max(connectionErrors + responseErrors, status5xx) / sessions >= share;
}

/**
 * Whether a session ended for the server's sake (HAProxy manual, "Session state at disconnection").
 * @param termination `SC--`
 * @returns false for what the client did, and for an answer that came
 */
export function isServersFault(termination: string): boolean {
  return /^(?:[Ss]|PH)/.test(termination);
}

/**
 * Whether HAProxy's resolvers took a server out (haproxy v3.4.0 src/stats-proxy.c:896, src/server.c:117).
 * @param state as in `show stat` or in the log
 * @returns false for maintenance of other kinds
 */
export function isUnresolved(state: string): boolean {
  return /^MAINT \(resolution\)|maintenance \((?:No IP|DNS |entry removed|unspecified DNS)/.test(state);
}

/**
 * Whether a server is down by its checks, its agent or what it tracks, and not because somebody took it out.
 * @param state as in `show stat` or in the log
 * @returns true also for one on its way up
 */
export function isDown(state: string): boolean {
  return /^DOWN(?! for maintenance)/.test(state);
}
