import { nameNotGiven } from '../../catalogue/faults/name-not-given.ts';
import type { CheckFinding, TrafficPrediction } from '../../check-types.ts';
import type { Target } from './target.ts';

/**
 * What is said of a server of which no host is known: its clients are imitated with ADDRESS:PORT for Host.
 * @param target the server
 * @param traffic what was predicted of its clients
 * @returns null: a host is known, or nothing is sent
 */
export function nameless({ key, proxy, server }: Target, traffic: readonly TrafficPrediction[]): CheckFinding | null {
  const row = traffic.find(({ host, sends }) => host === null && sends !== null);
  if (!row || proxy.mode !== 'http') return null;
  return {
    key: `${nameNotGiven.code}:${key}`,
    code: nameNotGiven.code,
    id: nameNotGiven.id,
    proxy: proxy.name,
    server: server.name,
    ...server.at,
    severity: nameNotGiven.severity,
    title: nameNotGiven.title,
    because: `Nothing here says which site this is: traffic was tried with the Host ${row.sends?.host ?? 'of the address'}. Whether the backend wants a server name or a Host header stays open.`,
    fixable: false,
    advice: ['Say which site it is with --host NAME.'],
    docs: `docs/codes/${nameNotGiven.code}.md`,
  };
}
