import type { CheckLeg } from '../../haproxy/sent.ts';
import { type ConnectionWay, connectWays } from './check-connect.ts';
import { demandsOf } from './check-demand.ts';
import { type CheckLines, lineAt } from './check-lines.ts';
import { backWays, serverWays } from './check-server.ts';
import type { Patient } from './cure.ts';

/**
 * The ways to make the connections of a check.
 * @param patient the server
 * @param check the lines of its check
 * @param legs its connections
 * @returns at least one, the best first
 */
export function connectionWays(patient: Patient, check: CheckLines, legs: readonly CheckLeg[]): ConnectionWay[] {
  const byLeg = legs.map((leg) => waysOf(patient, check, leg));
  const count = Math.max(1, ...byLeg.map((ways) => ways.length));
  return Array.from({ length: count }, (_, i) => {
    const chosen = byLeg.flatMap((ways) => ways[i] ?? ways.at(-1) ?? []);
    return {
      server: chosen.flatMap(({ server }) => server),
      rewrites: chosen.flatMap(({ rewrites }) => rewrites),
    };
  });
}

function waysOf(patient: Patient, check: CheckLines, leg: CheckLeg): ConnectionWay[] {
  const { connect } = leg;
  const demands = demandsOf(patient, leg);
  if (connect === null) {
    const ways = demands.length > 0 ? demands.flatMap((one) => serverWays(patient, one)) : backWays(patient);
    return ways.map((server) => ({ server, rewrites: [] }));
  }
  const line = lineAt(check, connect.at);
  return line ? demands.flatMap((one) => connectWays(patient, line, connect, one)) : [];
}
