import { forwardedBy } from '../../catalogue/forwarded-headers.ts';
import type { Need } from '../../catalogue/need.ts';
import { has } from '../../haproxy/model/setting.ts';
import { largeHello } from '../../plan.ts';
import type { Observation, Plan } from '../../types.ts';
import type { Target } from './target.ts';

/** What of a server's two conversations lacks something that the backend needs. */
export interface Gap {
  check: boolean;
  traffic: boolean;
}

type Door = Pick<Plan, 'address' | 'port'>;

/**
 * Whether what HAProxy sends lacks what a backend needs.
 * @param need what is needed
 * @param target the server
 * @param asked where the backend is that needs it: check and traffic may go to two places
 * @param shownBy an answer to a request that has it; undefined: none is known
 * @returns where it is lacking
 */
export function gap(need: Need['id'], { sent, server }: Target, asked: Door, shownBy: Observation | undefined): Gap {
  const isThere = ({ address, port }: Plan): boolean => address === asked.address && port === asked.port;
  const checks = (sent.check?.legs.map(({ plan }) => plan) ?? []).filter(isThere);
  // What clients whose TLS is passed through call the server is not known where no host is.
  const known = sent.traffic.filter(({ passed, host }) => !passed || host !== null || need === 'proxy-protocol');
  const traffic = known.flatMap(({ plan }) => plan ?? []).filter(isThere);
  const meets = shownBy ? meetingAs(need, shownBy) : meeting[need];
  // Where HAProxy passes a client's TLS through, the client meets what its TLS has to.
  return {
    check: has(server, 'check') && checks.some((plan) => !meets(plan)),
    traffic: traffic.some((plan) => !meets(plan)),
  };
}

const header = (plan: Plan, name: string) => plan.request?.headers.find(([key]) => key === name)?.[1];

/** Whether what a plan sends meets a need in the way in which it was met. */
function meetingAs(need: Need['id'], shownBy: Observation): (plan: Plan) => boolean {
  if (need === 'forwarded-proto') return tellsOf(forwardedBy(shownBy));
  return need === 'http-version' && speaksTwo(shownBy.plan)
    ? (plan) => plan.request === null || speaksTwo(plan)
    : meeting[need];
}

function speaksTwo({ request, tls }: Plan): boolean {
  return request?.version === '2' || (request?.byAlpn === true && tls?.alpn[0] === 'h2');
}

/** Whether a request carries all of these headers. */
function tellsOf(headers: [name: string, value: string][]): (plan: Plan) => boolean {
  return (plan) =>
    plan.request === null || headers.every(([name, value]) => header(plan, name.toLowerCase()) === value);
}

/** Whether what a plan sends meets a need. */
export const meeting: Record<Need['id'], (plan: Plan) => boolean> = {
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
  // In the usual header; another one is known by who was served with it.
  'forwarded-proto': (plan) => plan.request === null || header(plan, 'x-forwarded-proto') === 'https',
  redirect: () => false,
  // Which key shares HAProxy offers by default, its TLS library decides.
  curves: (plan) => largeHello(plan) === null,
  'security-level': ({ tls }) => tls === null || tls.securityLevel === 0,
  'no-server-name': ({ tls }) => tls === null || tls.servername === null,
  'user-agent': (plan) => plan.request === null || header(plan, 'user-agent') !== undefined,
};
