import { argument, has } from '../../haproxy/model/setting.ts';
import type { CheckRule } from '../../haproxy/model/types.ts';
import type { Directive, NeedId, Plan } from '../../types.ts';
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
export function gap(need: NeedId, { sent, server }: Target): Gap {
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

const meeting: Record<NeedId, (plan: Plan) => boolean> = {
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
};

/** Which of the two conversations a directive changes. */
export type Serves = 'check' | 'traffic' | 'both';

/**
 * What a directive serves.
 * @param directive of a remedy
 * @returns which conversation
 */
export function serves({ text }: Directive): Serves {
  if (/^(?:check\b|check-|option httpchk|http-check |inter |timeout check)/.test(text)) return 'check';
  return /^(?:sni |http-request )/.test(text) ? 'traffic' : 'both';
}

/**
 * Whether a directive stands in the configuration already, whatever line it stands on.
 * @param directive of a remedy
 * @param target the server
 * @returns true where it, or another word of its kind, is in force
 */
export function inForce({ text, scope }: Directive, { server, proxy }: Target): boolean {
  const [keyword = '', value] = text.split(' ');
  if (scope === 'server') {
    // How the certificate is trusted is the operator's choice, where there is one.
    if (/^(?:verify|ca-file)$/.test(keyword)) return has(server, 'verify') || has(server, 'ca-file');
    const canonical = keyword.startsWith('send-proxy') ? 'send-proxy' : keyword;
    return value === undefined ? has(server, canonical) : argument(server, canonical) === value;
  }
  if (text.startsWith('http-check send ')) return sendsAlready(text, (server.ownCheck ?? proxy.check).rules);
  if (text === 'option httpchk' || text.startsWith('option httpchk ')) return proxy.check.type === 'httpchk';
  if (!text.startsWith('http-request ')) return false;
  return proxy.requestRules.some(
    ({ action, args }) => `http-request ${[action, ...args.map((word) => word.text)].join(' ')}` === text,
  );
}

/** Whether a check says what `http-check send meth M uri U ver V hdr Host H` would make it say. */
function sendsAlready(text: string, rules: readonly CheckRule[]): boolean {
  return rules.some((rule) => {
    if (rule.action !== 'send') return false;
    const { method, uri, version, headers } = rule;
    const words = ['http-check send meth', method, 'uri', uri, 'ver', version];
    return (
      [...words, ...headers.flatMap(([name, value]) => ['hdr', name, value])].join(' ').toLowerCase() ===
      text.toLowerCase()
    );
  });
}
