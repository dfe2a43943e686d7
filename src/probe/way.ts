import type { Way } from '../catalogue/view.ts';
import { barePlan, defaultHost, distinct, haproxyTls, largeHello, trafficRequest } from '../plan.ts';
import type { NamedPlan, Plan, ProxyHeader, Question, RequestPlan, TlsPlan } from '../types.ts';

/** A name that no backend serves (RFC 6761, section 6.4), for asking what happens to names that are not known. */
const unrelated = 'unrelated.invalid';

/** How connections of a way differ from HAProxy's defaults. */
interface Manner {
  label: string;
  nameless?: true;
  clear?: true;
  proxy?: ProxyHeader;
  h2?: true;
  tls?: Partial<TlsPlan>;
}

const manners: Record<Way, Manner> = {
  '': { label: '' },
  'clear/': { label: 'clear text', clear: true },
  'alpn-http11/': { label: 'ALPN http/1.1', tls: { alpn: ['http/1.1'] } },
  'alpn-h2/': { label: 'ALPN h2', h2: true, tls: { alpn: ['h2'] } },
  'clear-h2/': { label: 'clear text, HTTP/2', clear: true, h2: true },
  'tls12/': { label: 'TLS 1.2 only', tls: { maxVersion: 'TLSv1.2' } },
  'level0/': { label: 'security level 0', tls: { securityLevel: 0 } },
  'tls-legacy/': {
    label: 'TLS 1.0 and 1.1',
    tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', securityLevel: 0 },
  },
  'nameless/': { label: 'no server name', nameless: true },
  'proxy-v2/': { label: 'PROXY v2', proxy: 'v2' },
  'proxy-v1/': { label: 'PROXY v1', proxy: 'v1' },
  'clear-proxy-v2/': { label: 'PROXY v2, clear text', proxy: 'v2', clear: true },
  'clear-proxy-v1/': { label: 'PROXY v1, clear text', proxy: 'v1', clear: true },
};

/** What a connection lacks or has otherwise. */
export interface Change {
  sni?: string | null;
  request?: RequestPlan | null;
  proxy?: null;
  certificate?: null;
}

/**
 * One connection of a way: what meets every need, but for the change.
 * @param question what is asked
 * @param way how the backend is spoken to
 * @param change what is left out or otherwise
 * @returns the plan
 */
export function plan(question: Question, way: Way, change: Change): Plan {
  const manner = manners[way];
  const tls: TlsPlan | null = manner.clear
    ? null
    : {
        ...haproxyTls(),
        servername: change.sni === undefined ? (manner.nameless ? null : question.sni) : change.sni,
        certificate: change.certificate === null ? null : question.certificate,
        caFile: question.caFile,
        ...manner.tls,
      };
  const request = change.request ?? null;
  return {
    ...barePlan(question),
    proxy: change.proxy === null ? null : (manner.proxy ?? question.proxy),
    tls,
    // Without TLS nothing agrees on HTTP/2: it has to be known (RFC 9113, section 3.3).
    request: request && manner.h2 ? { ...request, ...(manner.clear ? { version: '2' } : { byAlpn: true }) } : request,
  };
}

/**
 * The request of a HAProxy check (haproxy v3.4.0, src/tcpcheck.c:1742): lower-case names, connection last, in 1.1 only.
 * @param question what is asked
 * @param version of HTTP
 * @param host its Host; null: none
 * @param method that of the question, unless another is given
 * @returns the request
 */
export function checkRequest(
  question: Question,
  version: '1.0' | '1.1',
  host: string | null,
  method = question.method,
): RequestPlan {
  const headers: [string, string][] = host === null ? [] : [['host', host]];
  if (question.forwardedProto) headers.push(['x-forwarded-proto', 'https']);
  if (version === '1.1') headers.push(['connection', 'close']);
  return { version, method, path: question.path, headers };
}

/**
 * The connection of a way that meets every need.
 * @param question what is asked
 * @param way how the backend is spoken to
 * @returns the plan
 */
export function centre(question: Question, way: Way): NamedPlan {
  const wanted = question.mode === 'tcp' ? 'tls-with-sni' : 'http-with-host';
  return ablations(question, way).find(({ id }) => id === way + wanted) as NamedPlan;
}

/**
 * The connections of a way that each lack or change one thing of those that meet every need.
 * @param question what is asked
 * @param way how the backend is spoken to
 * @returns plans, each once, in the order in which they are reported
 */
export function ablations(question: Question, way: Way): NamedPlan[] {
  const { sni, hostHeader, method, path, forwardedProto } = question;
  const { label, clear } = manners[way];
  const request = (version: '1.0' | '1.1', host: string | null, verb?: string) => ({
    request: checkRequest(question, version, host, verb),
  });
  const traffic = (host: string | null) => ({ request: trafficRequest(method, path, host, forwardedProto) });
  const name = sni ?? 'no server name';
  const host = hostHeader ?? defaultHost(question);

  const handshakes: [string, string, Change][] = clear
    ? []
    : [
        ...(sni === null
          ? []
          : ([['tls-without-sni', 'TLS, no server name', { sni: null }]] as [string, string, Change][])),
        ['tls-with-sni', `TLS, ${name}`, {}],
        ['tls-unrelated-sni', `TLS, ${unrelated}`, { sni: unrelated }],
      ];
  const large = largeHello(plan(question, way, {}));
  const requests: [string, string, Change][] = [
    ['http-without-host', `${method} ${path} without Host`, request('1.0', null)],
    ['http11-without-host', `${method} ${path} HTTP/1.1 without Host`, request('1.1', null)],
    ['http-with-host', `${method} ${path} with Host`, request('1.1', host)],
    ['http10-with-host', `${method} ${path} HTTP/1.0 with Host`, request('1.0', host)],
    ['http-other-host', `${method} ${path} for ${unrelated}`, request('1.1', unrelated)],
    ['http-options', `OPTIONS ${path} with Host`, request('1.1', host, 'OPTIONS')],
    ['traffic-with-host', 'traffic with Host', traffic(host)],
    ...(clear
      ? []
      : ([['traffic-without-sni', 'traffic with Host, no server name', { ...traffic(host), sni: null }]] as [
          string,
          string,
          Change,
        ][])),
    ...(question.certificate && !clear
      ? ([
          [
            'http-without-client-certificate',
            'without client certificate',
            { ...request('1.1', host), certificate: null },
          ],
        ] as [string, string, Change][])
      : []),
    ...(question.proxy
      ? ([['http-without-proxy', 'without PROXY header', { ...request('1.1', host), proxy: null }]] as [
          string,
          string,
          Change,
        ][])
      : []),
  ];
  const list = question.mode === 'tcp' ? handshakes : [...handshakes, ...requests];
  const told = (id: string, title: string, plan: Plan) => ({
    id: way + id,
    title: label ? `${title}, ${label}` : title,
    plan,
  });
  return distinct([
    ...list.map(([id, title, change]) => told(id, title, plan(question, way, change))),
    ...(large ? [told('tls-large-hello', 'ClientHello of OpenSSL 3.5', large)] : []),
  ]);
}
