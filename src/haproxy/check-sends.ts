import { isIpLiteral } from '../host-name.ts';
import { breakout } from '../request-text.ts';
import type { DialogueStep, Plan, ProxyHeader, RequestPlan } from '../types.ts';
import { automaticServerName, checkRequest } from './check-request.ts';
import { type Endpoint, endpointOf } from './endpoint.ts';
import { withNames } from './model/health-check-names.ts';
import { argument, has } from './model/setting.ts';
import type {
  CheckConnect,
  CheckExpect,
  CheckSend,
  Globals,
  HealthCheck,
  ProxySection,
  Server,
  Unknown,
} from './model/types.ts';
import { type CheckLeg, type CheckSent, isOpen } from './sent.ts';
import { serverTls, trust } from './server-tls.ts';
import { type HaproxyVersion, introduced, since } from './versions.ts';

/** Health checks must end within `inter`, 2 seconds by default (HAProxy manual, `inter`). */
export const defaultInter = 2000;

/** What a check is made of. */
export interface CheckSetup {
  globals: Globals;
  proxy: ProxySection;
  server: Server;
  version: HaproxyVersion;
  /** Where the server is. */
  at: Endpoint;
  /** In ms; null: not set on the server. */
  inter: number | null;
  /** Address of a name that the configuration gives for checks; null: it has none. */
  resolve(name: string): string | null;
}

/** The rules of one connection. */
interface Part {
  connect: CheckConnect | null;
  rules: CheckLeg['rules'];
}

/**
 * What HAProxy sends for the health check of a server.
 * Sources: haproxy v3.4.0 src/tcpcheck.c:1288-1590 (address, port, transport, server name and ALPN of each connection),
 * src/check.c:1811-1875 (what a check takes over from the server line).
 * @param setup the server and its proxy
 * @returns null: it has no check; an Unknown: it has one that cannot be known
 */
export function checkSends(setup: CheckSetup): CheckSent | Unknown | null {
  const { server, proxy } = setup;
  if (!has(server, 'check') || has(server, 'track') || has(server, 'disabled')) return null;
  const health = withNames(server.ownCheck ?? proxy.check, { server: server.name, proxy: proxy.name });
  const legs: CheckLeg[] = [];
  for (const part of parts(health)) {
    const leg = legOf(part, health, setup);
    if ('because' in leg) return leg;
    legs.push(leg);
  }
  return {
    type: health.type,
    legs,
    limits: limits(setup),
    disableOn404: health.disableOn404,
    forgetsCode: acts(health),
  };
}

/** Whether a variable is set, or forgotten, behind everything else. */
function acts({ rules }: HealthCheck): boolean {
  return rules.findLast(({ action, comment }) => action !== 'other' || comment === null)?.action === 'other';
}

/** Connection by connection: HAProxy opens the first by itself where no rule does. */
function parts({ rules, type }: HealthCheck): Part[] {
  if (type === 'none') return [{ connect: null, rules: [] }];
  const all: Part[] = [];
  for (const rule of rules) {
    if (rule.action === 'connect') all.push({ connect: rule, rules: [] });
    else if (rule.action !== 'other') {
      if (all.length === 0) all.push({ connect: null, rules: [] });
      all.at(-1)?.rules.push(rule);
    }
  }
  return all.length > 0 ? all : [{ connect: null, rules: [] }];
}

/**
 * How long a check may take (haproxy v3.4.0 src/tcpcheck.c:1609-1655): `inter` for all of it, or until the connection
 * stands the shorter of `inter` and `timeout connect`, and then `timeout check`.
 */
function limits({ proxy, inter }: CheckSetup): CheckSent['limits'] {
  const whole = inter ?? defaultInter;
  const { check, connect } = proxy.timeouts;
  if (check === null) return { connect: whole, answer: null };
  return { connect: connect === null ? whole : Math.min(whole, connect), answer: check };
}

function legOf(part: Part, health: HealthCheck, setup: CheckSetup): CheckLeg | Unknown {
  const { globals, server, version } = setup;
  const { connect } = part;
  const place = placeOf(connect, setup);
  if ('because' in place) return place;
  const ofServer = connect === null || connect.default;
  const secure = connect?.ssl || (ofServer && checksOverTls(server));
  const send = part.rules.find((rule): rule is CheckSend => rule.action === 'send');
  const expects = health.rules.some((rule) => rule.action === 'expect' && !rule.implicit);
  const request = send ? checkRequest(send, version, { expects, sendState: health.sendState }) : null;
  const name =
    connect?.sni ?? (ofServer ? argument(server, 'check-sni') : null) ?? (connect ? null : automatic(request, setup));
  const broken = request && (breakout(request) ?? tunnelled(request));
  if (broken !== null) return { ...(send?.at ?? setup.server.at), text: 'check', because: broken, affects: 'check' };
  const spoken = protocol(connect, health, setup, secure);
  const tls = secure
    ? { ...serverTls(server, globals), servername: name, alpn: spoken.alpn === null ? [] : spoken.alpn.split(',') }
    : null;
  const plan: Plan = {
    ...place,
    source: null,
    proxy: connect?.sendProxy || (ofServer && checksWithProxy(server)) ? proxyVersion(server) : null,
    tls,
    request: request && { ...withServerName(request, setup), ...spoken.as, ...(needsWhole(part) && { whole: true }) },
  };
  const said = dialogue(part, health);
  return {
    plan: said.length > 0 ? { ...plan, dialogue: said } : plan,
    trust: trust(server, globals, tls),
    connect,
    rules: part.rules,
  };
}

/** HAProxy holds the body back until the tunnel stands, and then waits in vain, or sends it (measured). */
function tunnelled({ method, body }: RequestPlan): string | null {
  return method === 'CONNECT' && body ? 'HAProxy sends the body of a CONNECT request once there is a tunnel' : null;
}

/** Address and port of a connection, each from the first place that says it. */
function placeOf(connect: CheckConnect | null, setup: CheckSetup): { address: string; port: number } | Unknown {
  const { server, at } = setup;
  const given = [connect?.addr ?? null, argument(server, 'addr')].map((text) =>
    text === null ? null : endpointOf(text),
  );
  const hosts = [...given.map((endpoint) => endpoint?.host ?? null), at.host];
  const host = hosts.find((one) => one !== null);
  const ports = [
    connect?.port ?? null,
    given[0]?.port ?? null,
    ownPort(server) || null,
    given[1]?.port ?? null,
    at.port,
  ];
  const port = ports.find((one) => one !== null);
  if (!host) return unknown(setup, 'the address that the check goes to is not known');
  if (!port) return unknown(setup, 'the port that the check goes to is not known');
  const address = isIpLiteral(host) ? host : setup.resolve(host);
  return address === null ? unknown(setup, `the name ${host} of the check does not resolve`) : { address, port };
}

function unknown({ server }: CheckSetup, because: string): Unknown {
  return { ...server.at, text: `server ${server.name}`, because, affects: 'check' };
}

/**
 * Whether a check that goes where the server line says speaks TLS: as traffic does, unless `port`, `addr` or a word of
 * its own says otherwise (haproxy v3.4.0 src/check.c:1811-1831).
 * @param server the server
 * @returns true for TLS
 */
export function checksOverTls(server: Server): boolean {
  if (has(server, 'check-ssl')) return true;
  return has(server, 'ssl') && !has(server, 'no-check-ssl') && !goesElsewhere(server);
}

/**
 * Whether the check has a port or an address of its own, and with it no transport from the server line.
 * @param server the server
 * @returns true for `port` and `addr`
 */
export function goesElsewhere(server: Server): boolean {
  return ownPort(server) !== 0 || has(server, 'addr');
}

/** As C's `atol` reads it, in the 16 bits that a port has (haproxy v3.4.0 src/check.c:2714). */
function ownPort(server: Server): number {
  return Number(/^\s*[-+]?\d+/.exec(argument(server, 'port') ?? '')?.[0] ?? 0) & 0xffff;
}

/**
 * Whether the check begins with a PROXY header, where no rule of its own opens the connection.
 * @param server the server
 * @returns true for `check-send-proxy`, and for `send-proxy` unless the check goes elsewhere
 */
export function checksWithProxy(server: Server): boolean {
  return has(server, 'check-send-proxy') || (has(server, 'send-proxy') && !goesElsewhere(server));
}

/**
 * The version of the PROXY header that a server line asks for.
 * @param server the server
 * @returns v1 unless a keyword of version 2 is in force
 */
export function proxyVersion(server: Server): ProxyHeader {
  return server.settings.get('send-proxy')?.keyword.startsWith('send-proxy-v2') ? 'v2' : 'v1';
}

/** From 3.3 on an HTTP check whose connection nobody described takes its server name from its Host. */
function automatic(request: RequestPlan | null, { server, version }: CheckSetup): string | null {
  if (request === null || !since(version, introduced.automaticSni) || has(server, 'no-check-sni-auto')) return null;
  return automaticServerName(request);
}

/** What ALPN offers, and which HTTP is spoken then. */
function protocol(connect: CheckConnect | null, health: HealthCheck, setup: CheckSetup, secure: boolean) {
  const { server, version } = setup;
  const ofServer = connect === null || connect.default;
  const own = connect?.alpn ?? (ofServer ? argument(server, 'check-alpn') : null);
  const alpn = secure ? (own ?? argument(server, 'alpn')) : null;
  const inherited = health.type === 'httpchk' ? argument(server, 'proto') : null;
  const ofCheck = argument(server, 'check-proto') ?? inherited;
  // Which HTTP is spoken is decided at once, or where ALPN may have a say, after the handshake: then `proto` of the
  // check counts, and before 3.4 that of the connection too (haproxy v3.4.0 src/tcpcheck.c:1555, v3.2.0 :1444).
  const waits =
    secure &&
    (connect?.alpn || argument(server, 'check-alpn') || (alpnReachesChecks(version) && argument(server, 'alpn')));
  const atOnce = connect?.proto ?? (ofServer ? ofCheck : null);
  const proto = waits && since(version, '3.4') ? ofCheck : (atOnce ?? (waits ? ofCheck : null));
  const as: Partial<RequestPlan> = proto === 'h2' ? { version: '2' } : waits && proto === null ? { byAlpn: true } : {};
  return { alpn, as };
}

/**
 * Whether a check speaks the protocol that the server's `alpn` negotiated. Before, its ClientHello carried `alpn` and
 * the check spoke HTTP/1 all the same (haproxy commit c6d33c09f, 3.3-dev9; carried back to the releases below).
 */
function alpnReachesChecks(version: HaproxyVersion): boolean {
  const [major = 0, minor = 0] = version.release ?? [];
  const carriedBack: Record<string, string> = { '2.8': '2.8.25', '3.2': '3.2.26' };
  return since(version, carriedBack[`${major}.${minor}`] ?? '3.3');
}

/** `http-send-name-header` is put in by the HTTP/1 multiplexer, and so into checks too (measured, 2.6.12 to 3.4.7). */
function withServerName(request: RequestPlan, { proxy, server }: CheckSetup): RequestPlan {
  if (proxy.httpSendNameHeader === null) return request;
  const name = proxy.httpSendNameHeader.name.toLowerCase();
  const others = request.headers.filter(([header]) => header !== name);
  return { ...request, headers: [...others, [name, server.name]] };
}

/** Rules that look at more than the status. */
function needsWhole({ rules }: Part): boolean {
  return rules.some(
    (rule) =>
      rule.action === 'expect' &&
      (!/^r?status$/.test(rule.match.kind) ||
        /res\.(?:body|f?hdr)/.test(`${rule.onError}${rule.onSuccess}${rule.statusCode}`)),
  );
}

const anything = { kind: 'rstring', pattern: '^', negated: false, minRecv: null } as const;

/** Everything that is not HTTP; of an HTTP check without a request, what comes by itself. */
function dialogue({ rules }: Part, { type }: HealthCheck): DialogueStep[] {
  if (type === 'httpchk') {
    const waits = rules.length > 0 && !rules.some((rule) => rule.action === 'send');
    return waits ? [{ expect: anything }] : [];
  }
  // Where it is not known what is waited for, what matters is whether anything comes.
  const open = rules.findIndex(isOpen);
  const known = open < 0 ? rules : rules.slice(0, open);
  const steps = known.flatMap((rule): DialogueStep[] => {
    if (rule.action === 'bytes') return [{ send: rule.bytes }];
    return rule.action === 'expect' ? bytesExpected(rule) : [];
  });
  return open < 0 ? steps : [...steps, { expect: anything }];
}

function bytesExpected({ match, negated, minRecv }: CheckExpect): DialogueStep[] {
  if (!('pattern' in match) || match.kind === 'rstatus') return [];
  return [{ expect: { kind: match.kind, pattern: match.pattern, negated, minRecv } }];
}
