import type { Difference } from '../../catalogue/upgrades/upgrade.ts';
import { requestText } from '../../request-text.ts';
import type { Plan } from '../../types.ts';

/**
 * What of the same conversation is sent otherwise.
 * @param from connections under the first version, in order
 * @param to under the second
 * @returns each difference once; empty: the same bytes are sent
 */
export function differences(from: readonly Plan[], to: readonly Plan[]): Difference[] {
  const all = Array.from({ length: Math.max(from.length, to.length) }, (_, i) => of(from[i] ?? null, to[i] ?? null));
  const keys = new Map(all.flat().map((difference) => [JSON.stringify(difference), difference]));
  return [...keys.values()];
}

function of(from: Plan | null, to: Plan | null): Difference[] {
  const aspects: Record<Difference['aspect'], (plan: Plan) => string | null> = {
    'server-name': ({ tls }) => tls?.servername ?? null,
    alpn: spokenOf,
    'proxy-header': ({ proxy }) => proxy,
    request: requestOf,
    transport: transportOf,
  };
  return Object.entries(aspects).flatMap(([aspect, words]): Difference[] => {
    const [a, b] = [from && words(from), to && words(to)];
    return a === b ? [] : [{ aspect: aspect as Difference['aspect'], from: a, to: b }];
  });
}

/** What ALPN offers, and which HTTP is then spoken. */
function spokenOf({ tls, request }: Plan): string | null {
  const offered = tls && tls.alpn.length > 0 ? tls.alpn.join(',') : null;
  if (!request) return offered;
  const spoken = request.byAlpn ? 'the protocol that is chosen' : `HTTP/${request.version === '2' ? 2 : 1}`;
  return offered === null && spoken === 'HTTP/1' ? null : `${offered ?? 'nothing'}, and ${spoken} is spoken`;
}

function requestOf({ request, dialogue }: Plan): string | null {
  const bytes = dialogue?.map((step) => JSON.stringify(step)).join('\n') ?? null;
  return request ? requestText(request) : bytes;
}

function transportOf({ address, port, source, tls }: Plan): string {
  const { servername: _, alpn: __, ...settings } = tls ?? { servername: null, alpn: null };
  return JSON.stringify([address, port, source, tls && settings]);
}
