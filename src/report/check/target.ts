import type { UnknownPart } from '../../check-types.ts';
import type { NamedFiles } from '../../file-facts.ts';
import { checkSends } from '../../haproxy/check-sends.ts';
import { type Endpoint, endpointOf } from '../../haproxy/endpoint.ts';
import { argument, has } from '../../haproxy/model/setting.ts';
import { readDuration } from '../../haproxy/model/time.ts';
import type { Model, ProxySection, RequestRule, Server, Unknown } from '../../haproxy/model/types.ts';
import { namedHosts } from '../../haproxy/request/hosts.ts';
import { entrance } from '../../haproxy/request/routes.ts';
import type { CheckSent, Sent, TrafficSent } from '../../haproxy/sent.ts';
import { trafficSends } from '../../haproxy/traffic-sends.ts';
import type { HaproxyVersion } from '../../haproxy/versions.ts';
import { isIpLiteral } from '../../host-name.ts';
import { startingAddress } from './starting-address.ts';
import { assumptions, imitations, obstacles, resolvedNow, unfitFiles, unknownPart } from './unknown-parts.ts';

/** One server at one address, for one release. */
export interface Target {
  /** `be/s1`; with its address where the server's name stands for several. */
  key: string;
  model: Model;
  proxy: ProxySection;
  server: Server;
  version: HaproxyVersion;
  /** null: not known. */
  address: string | null;
  port: number | null;
  sent: Sent;
  /** Clients come over TLS that HAProxy terminates: an answer that sends them to https sends them round. */
  overTls: boolean;
  /** What traffic would be without one of its rules. */
  without: { rule: RequestRule; traffic: TrafficSent[] }[];
  /** What could not be known, and what cannot be imitated. */
  unknown: UnknownPart[];
  /** What the files hold that the configuration names. */
  named: NamedFiles;
}

/** What is asked of every server. */
export interface Wanted {
  /** Empty: the hosts that the configuration names for the server. */
  hosts: readonly string[];
  /** `be/s1`; empty: all. */
  servers: readonly string[];
  /** Only servers of these proxies; absent: of all. */
  proxies?: { has(name: string): boolean };
  method: string;
  path: string;
  /** Nothing is resolved: a name stands for itself. */
  offline: boolean;
  /** What the files hold that the configuration names. */
  named: NamedFiles;
}

/** What a name stands for at a port. */
export interface NamedPlace {
  name: string;
  port: number | null;
}

/** Addresses by {@link placeKey}; a name without any does not resolve. */
export type Addresses = ReadonlyMap<string, readonly string[]>;

/**
 * @param place a name and a port: `--resolve` may tell them apart
 * @returns the key of its addresses
 */
export function placeKey({ name, port }: NamedPlace): string {
  return `${name}:${port ?? ''}`;
}

/**
 * The servers that are asked for.
 * @param model the configuration
 * @param wanted which
 * @returns each with its proxy
 */
export function servers(
  model: Model,
  wanted: Pick<Wanted, 'servers' | 'proxies'>,
): { proxy: ProxySection; server: Server }[] {
  const only = new Set(wanted.servers);
  const proxies = model.proxies.filter(({ name }) => wanted.proxies?.has(name) ?? true);
  return proxies.flatMap((proxy) =>
    proxy.servers
      .filter(({ name }) => only.size === 0 || only.has(`${proxy.name}/${name}`))
      .map((server) => ({ proxy, server })),
  );
}

/**
 * The names that must be resolved before anything is sent.
 * @param model the configuration
 * @param wanted which servers
 * @returns each name and port once, by their key
 */
export function namesToResolve(model: Model, wanted: Pick<Wanted, 'servers' | 'proxies'>): Map<string, NamedPlace> {
  const names = new Map<string, NamedPlace>();
  const add = (endpoint: Endpoint | null) => {
    if (!endpoint?.host || isIpLiteral(endpoint.host) || endpoint.host === '*') return;
    const place = { name: endpoint.host, port: endpoint.port };
    names.set(placeKey(place), place);
  };
  for (const { proxy, server } of servers(model, wanted)) {
    if (server.address.kind === 'name') add({ host: server.address.name, port: numeric(server) });
    const addr = argument(server, 'addr');
    if (addr !== null) add(endpointOf(addr));
    for (const rule of (server.ownCheck ?? proxy.check).rules)
      if (rule.action === 'connect' && rule.addr !== null) add(endpointOf(rule.addr));
  }
  return names;
}

/**
 * What HAProxy of one release sends to every server.
 * @param model the configuration, read for that release
 * @param version the release
 * @param wanted which servers, and under which names clients come
 * @param addresses of the names
 * @returns a target for each server and address
 */
export function targets(model: Model, version: HaproxyVersion, wanted: Wanted, addresses: Addresses): Target[] {
  return servers(model, wanted).flatMap(({ proxy, server }) => {
    const places = placesOf(server, wanted, addresses);
    return places.map((address, i) => {
      const key = `${proxy.name}/${server.name}${i === 0 ? '' : `@${address}`}`;
      return target({ key, model, proxy, server, version, address }, wanted, addresses, places);
    });
  });
}

function placesOf(server: Server, { offline }: Wanted, addresses: Addresses): (string | null)[] {
  const { address } = server;
  if (address.kind === 'ip') return [address.address];
  if (address.kind === 'other') return [null];
  // Of the text alone a name is as good as an address.
  if (offline) return [address.name];
  const port = typeof address.port === 'number' ? address.port : null;
  const known = (addresses.get(placeKey({ name: address.name, port })) ?? []).filter((one) => isOfFamily(one, address));
  const start = startingAddress(server, known);
  return start.addresses.length > 0 ? [...start.addresses] : [null];
}

/** `ipv4@` and `ipv6@` before a name. */
function isOfFamily(address: string, { family }: { family?: 4 | 6 }): boolean {
  return family === undefined || address.includes(':') === (family === 6);
}

/** The name of a check's own address may stand with any port. */
function addressOf(name: string, addresses: Addresses): string | undefined {
  for (const [key, [first]] of addresses) if (key.startsWith(`${name}:`)) return first;
  return undefined;
}

type Base = Pick<Target, 'key' | 'model' | 'proxy' | 'server' | 'version' | 'address'>;

function target(base: Base, wanted: Wanted, addresses: Addresses, places: readonly (string | null)[]): Target {
  const { model, proxy, server, version, address } = base;
  const port = numeric(server);
  const known = [
    ...model.globals.unknown,
    ...proxy.unknown,
    ...server.unknown,
    ...obstacles(proxy, server, address),
    ...(wanted.offline ? [] : unfitFiles(server, model.globals, wanted.named)),
  ];
  const setup = { globals: model.globals, proxy, server, version };
  const way = entrance(model, proxy);
  const checks = known.some(({ affects }) => affects !== 'traffic') ? null : ownCheck();
  const hosts = hostsOf();
  const traffic = known.some(({ affects }) => affects !== 'check') ? hosts.map(nothing) : ownTraffic();
  const unknown = [
    ...known,
    ...(has(server, 'check') ? (server.ownCheck ?? proxy.check).unknown : []),
    ...[checks, ...traffic].filter(isUnknown),
  ];
  return {
    ...base,
    named: wanted.named,
    port,
    overTls: proxy.mode === 'http' && (way?.bind?.ssl ?? false),
    sent: {
      check: isUnknown(checks) ? null : checks,
      traffic: traffic.map((one, i) => (isUnknown(one) ? nothing(hosts[i] ?? null) : one)),
      unknown,
    },
    without: withoutRules(),
    unknown: [
      ...new Map(unknown.map((one) => [JSON.stringify(one), unknownPart(one)])).values(),
      ...assumptions(traffic.flatMap((one) => (isUnknown(one) ? [] : one.assumed))),
      ...imitations(proxy, server),
      ...(wanted.offline ? [] : resolvedNow(server, places)),
    ],
  };

  function hostsOf(): (string | null)[] {
    const named = wanted.hosts.length > 0 ? wanted.hosts : namedHosts(model, proxy, server);
    return named.length > 0 ? [...named] : [null];
  }

  function ownCheck(): CheckSent | Unknown | null {
    if ((server.ownCheck ?? proxy.check).unknown.some(({ late }) => !late)) return null;
    return checkSends({
      ...setup,
      at: { host: address, port },
      inter: interval(server),
      resolve: (name) => (wanted.offline ? name : (addressOf(name, addresses) ?? null)),
    });
  }

  function trafficOf(section: ProxySection, at: string, host: string | null): TrafficSent | Unknown {
    const [frontend, bind] = [way?.frontend ?? null, way?.bind ?? null];
    const through = { ...setup, proxy: section, at: { address: at, port }, frontend, bind };
    return trafficSends(through, { host, method: wanted.method, path: wanted.path });
  }

  /** Rules that people add for every backend, and that not every backend needs. */
  function withoutRules(): Target['without'] {
    if (address === null || known.length > 0) return [];
    return proxy.requestRules.filter(isHabit).flatMap((rule) => {
      const section = { ...proxy, requestRules: proxy.requestRules.filter((other) => other !== rule) };
      const traffic = hosts.map((host) => trafficOf(section, address, host));
      return traffic.every((one) => !isUnknown(one)) ? [{ rule, traffic: traffic as TrafficSent[] }] : [];
    });
  }

  function ownTraffic(): (TrafficSent | Unknown)[] {
    if (address === null) return hosts.map(nothing);
    return hosts.map((host) => trafficOf(proxy, address, host));
  }
}

function isHabit({ action, args, condition }: RequestRule): boolean {
  return (
    action === 'set-header' &&
    condition === null &&
    /^(?:host|connection|x-forwarded-proto)$/i.test(args[0]?.text ?? '')
  );
}

/** A request of which nothing is known but who asks. */
function nothing(host: string | null): TrafficSent {
  const trust = { verify: 'none', name: null, from: null } as const;
  return {
    host,
    plan: null,
    trust,
    limits: { connect: null, answer: null },
    assumed: [],
    cookie: null,
    passed: false,
    ended: null,
  };
}

function isUnknown(value: CheckSent | TrafficSent | Unknown | null): value is Unknown {
  return value !== null && 'because' in value;
}

function numeric({ address }: Server): number | null {
  return address.kind !== 'other' && typeof address.port === 'number' ? address.port : null;
}

/** A value that HAProxy would refuse is like none. */
function interval(server: Server): number | null {
  const read = readDuration(argument(server, 'inter') ?? '');
  return 'ms' in read ? read.ms : null;
}
