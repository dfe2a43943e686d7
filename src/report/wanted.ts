import { view } from '../catalogue/view.ts';
import type { HaproxyVersion } from '../haproxy/versions.ts';
import { distinct, planKey } from '../plan.ts';
import type { Evidence, NamedPlan, Plan } from '../types.ts';
import { barestOutcome, recommend } from './recommend.ts';

/**
 * The plans that a diagnosis for given versions still lacks: what HAProxy would send with the recommended
 * directives, and on the way to them.
 * @param evidence what was seen so far
 * @param versions the HAProxy versions to judge for
 * @returns plans that were not performed yet; empty: nothing is missing
 */
export function wantedPlans(evidence: Evidence, versions: readonly HaproxyVersion[]): NamedPlan[] {
  const seen = view(evidence);
  const helped = seen.served(seen.centre ?? undefined);
  const missing = versions.flatMap((version) => {
    const result = helped ? recommend(seen, version) : barestOutcome(seen, version);
    return 'missing' in result ? result.missing : [];
  });
  const unique = [...new Map(missing.map((plan) => [planKey(plan), plan])).values()];
  const first = evidence.observations.filter(({ id }) => id.startsWith('haproxy-')).length + 1;
  return distinct(unique.map((plan, i) => ({ id: `haproxy-${first + i}`, title: titleOf(plan), plan })));
}

function titleOf({ tls, request }: Plan): string {
  if (tls?.hello) return `ClientHello of OpenSSL 3.5, ${tls.servername ?? 'no server name'}`;
  if (!request) return tls ? `TLS, ${tls.servername ?? 'no server name'}` : 'TCP';
  const host = request.headers.find(([name]) => name === 'host')?.[1];
  const version = request.version === '1.1' ? '' : ` HTTP/${request.version}`;
  const named = host === undefined ? ' without Host' : `, Host ${host}`;
  const under = tls ? `, SNI ${tls.servername ?? 'none'}` : '';
  return `${request.method} ${request.path}${version}${named}${under}`;
}
