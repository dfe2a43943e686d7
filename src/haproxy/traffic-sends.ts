import { haproxyTls, trafficRequest } from '../plan.ts';
import { breakout } from '../request-text.ts';
import type { Plan, RequestPlan, TlsPlan } from '../types.ts';
import { proxyVersion } from './check-sends.ts';
import type { Endpoint } from './endpoint.ts';
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
    proxy: has(server, 'send-proxy') ? proxyVersion(server) : null,
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
  if (passesBytes(setup)) {
    const tls = { ...haproxyTls(), servername: asked.host };
    const open = { verify: 'none', name: null, from: null } as const;
    const plan = { ...bare, tls, request: requestOf(client) };
    const certain = saysTls(setup);
    const clear = { ...bare, request: requestOf(client) };
    return {
      host: asked.host,
      plan,
      trust: open,
      limits,
      assumed: [],
      passed: true,
      ended: null,
      ...(!certain && { orClear: clear }),
    };
  }
  const forwarded = forward(setup.frontend, proxy, server, client, setup.version, globals);
  const why = forwarded.unknown[0] ?? answerChanged(setup);
  if (why) return why;
  const { assumed } = forwarded;
  if (forwarded.ended) {
    return {
      host: asked.host,
      plan: null,
      trust: trust(server, globals, null),
      limits,
      assumed,
      passed: false,
      ended: forwarded.ended,
    };
  }
  const name = serverName(setup, forwarded);
  if (typeof name === 'object' && name !== null) return name;
  const tls = has(server, 'ssl') ? tlsOf(setup, name) : null;
  const request = { ...requestOf(forwarded.request), ...spoken(setup, tls) };
  const broken = breakout(request);
  if (broken !== null) return unknown(setup, broken);
  return {
    host: asked.host,
    plan: { ...bare, tls, request },
    trust: trust(server, globals, tls),
    limits,
    assumed,
    passed: false,
    ended: null,
  };
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
