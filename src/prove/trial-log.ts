import type { ProvedTraffic } from '../prove-types.ts';
import type { SpawnedHaproxy } from './spawn.ts';
import type { Visited } from './traffic.ts';

/**
 * Waits until HAProxy has logged something of every server: a connection is, when it has ended on both sides.
 * @param haproxy the HAProxy
 * @param visited the servers
 */
export async function logged({ log }: SpawnedHaproxy, visited: readonly Visited[]): Promise<void> {
  const names = visited
    .filter(({ hosts }) => hosts.length > 0)
    .map(({ door, server }) => ` ${door.proxy.name}/${server} `);
  for (let looks = 0; looks < 40; looks += 1) {
    const lines = log.filter(isOfClients);
    if (names.every((name) => lines.some((line) => line.includes(name)))) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/**
 * @param line that HAProxy has printed
 * @returns whether it tells of a check; what is said on its own streams is said again in its log
 */
export function isOfChecks(line: string): boolean {
  return /^(?:Health check for|(?:Backup )?Server \S+ is |(?:backend|proxy) \S+ has no server)/i.test(line);
}

/**
 * @param line that HAProxy has printed
 * @returns whether it tells of a client: all of ours say that they come from there
 */
export function isOfClients(line: string): boolean {
  return /^127\.0\.0\.1:\d+ \[/.test(line);
}

/**
 * Where no HTTP came, the termination state tells bytes that were passed on from none (HAProxy manual, `option tcplog`).
 * @param one what clients of a host got
 * @param key of the server: `be/s1`
 * @param log HAProxy's
 * @returns the same, with the state where it is known
 */
export function withTermination(one: ProvedTraffic, key: string, log: readonly string[]): ProvedTraffic {
  if (one.status !== null) return one;
  const states = log.flatMap((line) => {
    const [, rest] = line.split(` ${key} `);
    const state = /^[\d/+-]+ \+?\d+ (\S\S) /.exec(rest ?? '')?.[1];
    // That ours left first, when what came was no HTTP, is nothing that went wrong.
    return state === undefined ? [] : [state.replace(/^cD$/i, '--')];
  });
  const [state] = states.filter((other) => other !== '--').concat(states);
  return state === undefined ? one : { ...one, termination: state };
}
