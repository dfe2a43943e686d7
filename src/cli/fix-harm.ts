import type { CheckedServer, CheckResult } from '../check-types.ts';
import { trafficFails } from '../report/check/question.ts';

/**
 * Which servers would be worse off with edits: they work without, or their check would be green while clients fail.
 * @param before without the edits
 * @param after with them
 * @returns their names, `be/s1`, each once
 */
export function harmed(before: Pick<CheckResult, 'servers'>, after: Pick<CheckResult, 'servers'>): string[] {
  const known = new Map(before.servers.map((server) => [identity(server), server]));
  const worse = after.servers.filter((server) => {
    const old = known.get(identity(server));
    if (!old) return false;
    return (!fails(old) && fails(server)) || (!isGreenButFails(old) && isGreenButFails(server));
  });
  return [...new Set(worse.map(({ proxy, server }) => `${proxy}/${server}`))];
}

function identity({ proxy, server, address, port }: CheckedServer): string {
  return `${proxy}/${server} ${address}:${port}`;
}

function fails({ check, traffic }: CheckedServer): boolean {
  return check.up === false || traffic.some(isFailing);
}

function isGreenButFails({ check, traffic }: CheckedServer): boolean {
  return check.up === true && traffic.some(isFailing);
}

/** What HAProxy answers by a rule of its own reaches no server. */
function isFailing({ status, termination, sends }: CheckedServer['traffic'][number]): boolean {
  return sends !== null && termination !== null && trafficFails({ status, termination });
}
