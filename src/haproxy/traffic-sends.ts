import { haproxyTls, trafficRequest } from '../plan.ts';
import { breakout } from '../request-text.ts';
import type { Plan, RequestPlan, TlsPlan } from '../types.ts';
import { proxyVersion } from './check-sends.ts';
import type { Endpoint } from './endpoint.ts';
import { isSentWithTraffic } from './model/proxy-header.ts';
import { argument, has } from './model/setting.ts';
import type { Bind, CheckRule, Globals, ProxySection, Server, Unknown } from './model/types.ts';
import type { Client } from './request/client.ts';
import { type Forwarded, forward } from './request/forward.ts';
import { evaluate } from './request/sample.ts';
import type { TrafficSent } from './sent.ts';
import { serverTls, trust } from './server-tls.ts';
import { type HaproxyVersion, introduced, since } from './versions.ts';

/** What a request passes on its way. */
export interface TrafficSetup {
  globals: Globals;
  proxy: ProxySection;
  server: Server;
  version: HaproxyVersion;
  /** Where the server is. */
  at: { address: string; port: Endpoint['port'] };
  /** The frontend (or the `listen` itself) that routes to the backend; null: none does. */
  frontend: ProxySection | null;
  bind: Bind | null;
}

/** What a client asks for. */
export interface Asked {
  /** null: no name is known, the Host is ADDRESS:PORT. */
  host: string | null;
  method: string;
  path: string;
}

/**
 * What HAProxy sends to a server of a client's request, after the rules of frontend and backend.
 * Sources: haproxy v3.4.0 src/backend.c:2067-2104 (server name of traffic), src/server.c:3422 (automatic server name).
 * @param setup the way
 * @param asked the request
 * @returns what is sent; an Unknown where it cannot be known
 */
export function trafficSends(setup: TrafficSetup, asked: Asked): TrafficSent | Unknown {
  const { proxy, server, globals, at } = setup;
  const port = at.port ?? portOf(setup.bind);
  if (port === null) return unknown(setup, 'the port that traffic goes to is that of the client');
  const here = at.address.includes(':') ? `[${at.address}]:${port}` : `${at.address}:${port}`;
  const bare: Plan = {
    address: at.address,
    port,
    source: null,
    proxy: isSentWithTraffic(server.settings.get('send-proxy'), setup.version) ? proxyVersion(server) : null,
    tls: null,
    request: null,
  };
  const limits = { connect: proxy.timeouts.connect, answer: proxy.timeouts.server };
  const { headers, path, method } = trafficRequest(asked.method, asked.path, asked.host ?? here);
  const fromTls = setup.bind?.ssl || passesBytes(setup);
  const client: Client = {
    method,
    path,
    version: '1.1',
    headers,
    tls: fromTls ? { sni: asked.host } : null,
    port: portOf(setup.bind),
  };
  const forwarded = forward(setup.frontend, proxy, server, client, setup.version, globals);
  const why = forwarded.unknown[0] ?? (forwarded.ended ? undefined : elsewhere(setup)) ?? answerChanged(setup);
  if (why) return why;
  const { assumed } = forwarded;
  const row = { host: asked.host, limits, assumed, cookie: cookieFlags(proxy) };
  if (forwarded.ended) return { ...ended(row), ended: forwarded.ended };
  const idle = withoutTraffic(setup, asked);
  if (idle) return idle;
  if (passesBytes(setup)) {
    const request = requestOf(client);
    const plan = { ...bare, tls: { ...haproxyTls(), servername: asked.host }, request };
    const orClear = saysTls(setup) ? {} : { orClear: { ...bare, request } };
    return { ...row, plan, trust: noTrust, passed: true, ended: null, ...orClear };
  }
  const name = serverName(setup, forwarded);
  if (typeof name === 'object' && name !== null) return name;
  const tls = has(server, 'ssl') ? tlsOf(setup, name) : null;
  const request = { ...requestOf(forwarded.request), ...spoken(setup, tls) };
  const broken = breakout(request);
  if (broken !== null) return unknown(setup, broken);
  return { ...row, plan: { ...bare, tls, request }, trust: trust(server, globals, tls), passed: false, ended: null };
}

const noTrust = { verify: 'none', name: null, from: null } as const;

type Row = Pick<TrafficSent, 'host' | 'limits' | 'assumed' | 'cookie'>;

/** HAProxy answers by itself. */
function ended(row: Row): Omit<TrafficSent, 'ended'> {
  return { ...row, plan: null, trust: noTrust, passed: false };
}

/** Servers that are sent no request: taken out, without weight, or only a place to redirect to. */
function withoutTraffic({ server, proxy }: TrafficSetup, { host, method }: Asked): TrafficSent | null {
  const row = { host, limits: { connect: null, answer: null }, assumed: [], cookie: null };
  const refused = proxy.mode === 'tcp' ? { status: null, termination: 'SC' } : { status: 503, termination: 'SC--' };
  if (has(server, 'disabled') || argument(server, 'weight') === '0' || hasNoRoom(server))
    return { ...ended(row), ended: refused };
  if (has(server, 'redir') && /^(?:GET|HEAD)$/.test(method))
    return { ...ended(row), ended: { status: 302, termination: 'LC--' } };
  return null;
}

/** `strict-maxconn` takes a `maxconn` that is not set for none at all (haproxy v3.2.0 src/backend.c, `connect_server`; measured). */
function hasNoRoom(server: Server): boolean {
  return has(server, 'strict-maxconn') && Number(argument(server, 'maxconn') ?? 0) === 0;
}

/**
 * What a persistence cookie writes into the termination state of an answer whose client came without one (HAProxy
 * manual, "Session state at disconnection"; measured on 2.6.12 and 3.4.7).
 */
function cookieFlags({ otherRules }: ProxySection): TrafficSent['cookie'] {
  const words = otherRules.findLast(({ keyword }) => keyword === 'cookie')?.words.map(({ text }) => text) ?? [];
  if (words.includes('insert')) return words.includes('postonly') ? 'NN' : 'NI';
  return words.includes('rewrite') || words.includes('prefix') ? 'NN' : null;
}

/**
 * What sends clients past all servers where there is no `balance` (haproxy v3.4.0 src/backend.c:857, src/proxy.c:1877;
 * measured).
 */
function elsewhere({ proxy }: TrafficSetup): Unknown | undefined {
  if (proxy.otherRules.some(({ keyword }) => keyword === 'balance')) return undefined;
  const dispatch = proxy.otherRules.findLast(({ keyword }) => keyword === 'dispatch' || keyword === 'transparent');
  const option = proxy.options.get('transparent');
  const found = dispatch ? { at: dispatch.at, text: dispatch.keyword } : option && { at: option, text: 'transparent' };
  return found && { ...found.at, text: found.text, because: 'clients are sent past the servers', affects: 'traffic' };
}

/** Rules that put another status in place of the server's: whether they apply depends on the answer. */
function answerChanged({ frontend, proxy }: TrafficSetup): Unknown | undefined {
  const sections = frontend === null || frontend === proxy ? [proxy] : [frontend, proxy];
  const rule = sections
    .flatMap(({ otherRules }) => otherRules)
    .find(({ keyword, words }) => {
      const text = words.map((word) => word.text).join(' ');
      return /^http-(?:after-)?response$/.test(keyword) && /\b(?:set-status|deny|return|redirect)\b/.test(text);
    });
  if (!rule) return undefined;
  const text = [rule.keyword, ...rule.words.map((word) => word.text)].join(' ');
  return { ...rule.at, text, because: "it may put another answer in place of the server's", affects: 'traffic' };
}

function requestOf({ method, path, headers }: Client): RequestPlan {
  return { version: '1.1', method, path, headers: headers.map(([name, value]) => [name.toLowerCase(), value]) };
}

function tlsOf({ server, globals }: TrafficSetup, servername: string | null): TlsPlan {
  const alpn = argument(server, 'alpn');
  return { ...serverTls(server, globals), servername, alpn: alpn === null ? [] : alpn.split(',') };
}

/** Which HTTP a connection of traffic speaks: `proto` decides, else ALPN; in `mode tcp` the client does. */
function spoken({ proxy, server }: TrafficSetup, tls: TlsPlan | null): Partial<RequestPlan> {
  if (proxy.mode !== 'http') return {};
  const proto = argument(server, 'proto');
  if (proto === 'h2') return { version: '2' };
  return proto === null && tls && tls.alpn.length > 0 ? { byAlpn: true } : {};
}

/** What `sni` yields for this request; from 3.3 on the Host where nothing is written. */
function serverName(setup: TrafficSetup, { context }: Forwarded): string | null | Unknown {
  const { server, proxy, version } = setup;
  if (!has(server, 'ssl')) return null;
  const written = server.settings.get('sni');
  const automatic =
    proxy.mode === 'http' && since(version, introduced.automaticSni) && !has(server, 'no-sni-auto')
      ? 'req.hdr(host),field(1,:)'
      : null;
  const expression = written?.args[0]?.text ?? automatic;
  if (expression === null) return null;
  const result = evaluate(expression, context);
  if (result.known) return result.value || null;
  return { ...(written?.at ?? server.at), text: `sni ${expression}`, because: result.because, affects: 'traffic' };
}

/**
 * Whether what clients send reaches the server as it is: nothing between speaks TLS.
 * @param setup the way
 * @returns true for a passthrough, of TLS or of clear text
 */
function passesBytes({ bind, proxy, server }: TrafficSetup): boolean {
  return proxy.mode === 'tcp' && !bind?.ssl && !has(server, 'ssl');
}

/** Whether something of the configuration says that clients speak TLS: where nothing does, the server will tell. */
function saysTls({ proxy, server, frontend }: TrafficSetup): boolean {
  if (has(server, 'check-ssl') || proxy.check.type === 'ssl-hello-chk') return true;
  if (proxy.check.rules.some((rule: CheckRule) => rule.action === 'connect' && rule.ssl)) return true;
  const sections = frontend === null || frontend === proxy ? [proxy] : [frontend, proxy];
  return sections.some(({ acls, routes, otherRules }) =>
    [
      ...acls.map(({ words }) => words),
      ...routes.map(({ backend, condition }) => [backend, ...(condition?.words ?? [])]),
      ...otherRules.map(({ words }) => words),
    ].some((words) => words.some(({ text }) => /\breq[._]ssl_|\breq\.payload|clienthello/i.test(text))),
  );
}

function portOf(bind: Bind | null): number | null {
  const digits = /:(\d+)(?:-\d+)?$/.exec(bind?.address.split(',')[0] ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

function unknown({ server }: TrafficSetup, because: string): Unknown {
  return { ...server.at, text: `server ${server.name}`, because, affects: 'traffic' };
}
