import type { CheckedServer, CheckFinding, CheckResult, TrafficPrediction } from '../../check-types.ts';

/**
 * How a server stands, the worst first: its check fails; its traffic fails, or something is wrong, and no check says so;
 * the check is green all the same; it cannot be said; there are warnings; nothing is to be said.
 */
export const states = ['down', 'failing', 'green', 'unknown', 'warned', 'fine'] as const;
export type State = (typeof states)[number];

/** A server with what was found of it. */
export interface Told {
  server: CheckedServer;
  state: State;
  findings: CheckFinding[];
  /** There is an entry for another address of the same server. */
  twin: boolean;
}

/**
 * Joins servers and findings.
 * @param result of a check
 * @returns the servers in their order, each with its state and its findings
 */
export function told({ servers, findings }: CheckResult): Told[] {
  const byKey = new Map(findings.map((finding) => [finding.key, finding]));
  const seen = new Map<string, number>();
  const name = ({ proxy, server }: CheckedServer) => `${proxy}/${server}`;
  for (const server of servers) seen.set(name(server), (seen.get(name(server)) ?? 0) + 1);
  return servers.map((server) => {
    const own = server.findings.flatMap((key) => byKey.get(key) ?? []);
    return { server, state: stateOf(server, own), findings: own, twin: (seen.get(name(server)) ?? 0) > 1 };
  });
}

function stateOf({ check, traffic, unknown }: CheckedServer, findings: readonly CheckFinding[]): State {
  if (check.up === false) return 'down';
  if (findings.some(({ severity }) => severity === 'error') || traffic.some(cutOff))
    return check.up ? 'green' : 'failing';
  if (unknown.some(({ affects }) => affects !== undefined)) return 'unknown';
  return findings.some(({ severity }) => severity === 'warning') ? 'warned' : 'fine';
}

/**
 * Whether a client gets nothing of the server: HAProxy logs that the server, or it itself, ended the session before its
 * time (HAProxy manual, "Session state at disconnection"). A client's request that HAProxy answers by rule is no such end.
 */
function cutOff({ sends, termination }: TrafficPrediction): boolean {
  return sends !== null && termination !== null && /^[Ss]/.test(termination);
}
