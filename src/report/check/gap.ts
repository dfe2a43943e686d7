import type { Need } from '../../catalogue/need.ts';
import { has } from '../../haproxy/model/setting.ts';
import type { Plan } from '../../types.ts';
import type { Target } from './target.ts';

/** What of a server's two conversations lacks something that the backend needs. */
export interface Gap {
  check: boolean;
  traffic: boolean;
}

/**
 * Whether what HAProxy sends lacks what a backend needs.
 * @param need what is needed
 * @param target the server
 * @returns where it is lacking
 */
export function gap(need: Need['id'], { sent, server }: Target): Gap {
  const checks = sent.check?.legs.map(({ plan }) => plan) ?? [];
  const traffic = sent.traffic.flatMap(({ plan }) => plan ?? []);
  const meets = meeting[need];
  // Where HAProxy passes a client's TLS through, the client meets what its TLS has to.
  return {
    check: has(server, 'check') && checks.some((plan) => !meets(plan)),
    traffic: traffic.some((plan) => !meets(plan)),
  };
}

const header = (plan: Plan, name: string) => plan.request?.headers.find(([key]) => key === name)?.[1];

const meeting: Record<Need['id'], (plan: Plan) => boolean> = {
  'proxy-protocol': ({ proxy }) => proxy !== null,
  tls: ({ tls }) => tls !== null,
  // Whether the bounds allow the version is told by the handshake alone.
  'tls-version': () => false,
  sni: ({ tls }) => tls !== null && tls.servername !== null,
  alpn: ({ tls }) => tls !== null && tls.alpn.length > 0,
  'client-certificate': ({ tls }) => tls?.certificate != null,
  host: (plan) => plan.request === null || header(plan, 'host') !== undefined,
  method: ({ request }) => request === null || request.method !== 'OPTIONS',
  'http-version': ({ request }) => request === null || request.version !== '1.0',
  'forwarded-proto': (plan) => plan.request === null || header(plan, 'x-forwarded-proto') === 'https',
  redirect: () => false,
  // Which key shares a version of HAProxy offers, its TLS library decides.
  curves: ({ tls }) => tls === null || tls.groups !== null,
  'no-server-name': ({ tls }) => tls === null || tls.servername === null,
  'user-agent': (plan) => plan.request === null || header(plan, 'user-agent') !== undefined,
};
