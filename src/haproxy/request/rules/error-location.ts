import type { TrafficOutcome } from '../../../types.ts';
import type { ProxySection } from '../../model/types.ts';

/** Where a proxy sends clients instead of showing an error, and with which status (HAProxy manual, `errorloc`). */
const statuses: ReadonlyMap<string, number> = new Map([
  ['errorloc', 302],
  ['errorloc302', 302],
  ['errorloc303', 303],
]);

/**
 * @param ended how HAProxy ends a request by a rule of this proxy
 * @param proxy the proxy
 * @returns what the client receives: `errorloc` stands in for answers that are errors
 */
export function relocated(ended: TrafficOutcome, { otherRules }: ProxySection): TrafficOutcome {
  const isError = ended.status !== null && ended.status >= 400;
  const location = otherRules.findLast(
    ({ keyword, words }) => statuses.has(keyword) && Number(words[0]?.text) === ended.status,
  );
  if (!isError || !location) return ended;
  return { ...ended, status: statuses.get(location.keyword) ?? null };
}
