import type { Acl, Bind, ConditionWords, Model, ProxySection } from '../model/types.ts';
import { measuredVersions } from '../versions.ts';
import { aclsFor } from './acls.ts';
import type { Client } from './client.ts';
import { aclLines, holds, readCondition } from './condition.ts';
import type { SampleContext } from './context.ts';
import { readCriterion } from './criterion.ts';
import { startingContext } from './forward.ts';
import { hostName } from './host-text.ts';
import { routing, type Way } from './routing.ts';

/** Where clients come in that are sent to a backend. */
export interface Entrance {
  frontend: ProxySection;
  /** The one with TLS, else the first; null: it has none. */
  bind: Bind | null;
  /** Whether it is understood which clients are sent there, and one that asks for `/` is among them. */
  readonly certain: boolean;
}

/**
 * Finds the first frontend that routes to a backend, by rule or by default.
 * @param model the configuration
 * @param backend a `backend`, or a `listen`, which is its own entrance
 * @returns the frontend; null: none leads there
 */
export function entrance(model: Model, backend: ProxySection): Entrance | null {
  const { ways, dynamic } = routing(model);
  const first = ways.get(backend.name)?.[0];
  const own = backend.kind === 'listen' && backend.binds.length > 0;
  const frontend = own ? backend : (first?.frontend ?? dynamic);
  if (!frontend) return null;
  return {
    frontend,
    bind: frontend.binds.find(({ ssl }) => ssl) ?? frontend.binds[0] ?? null,
    // Only worked out when asked for: it looks at every route before.
    get certain() {
      return own || (first !== undefined && isCertain(frontend, backend));
    },
  };
}

/**
 * The names that clients ask for to be sent to a backend.
 * @param model the configuration
 * @param backend where they are sent
 * @returns names that conditions on Host or server name hold for, in the order of the configuration
 */
export function routedHosts(model: Model, backend: ProxySection): string[] {
  const ways = routing(model).ways.get(backend.name) ?? [];
  return [...new Set(ways.flatMap((way) => hostsOf(way, backend)))];
}

function isCertain(frontend: ProxySection, backend: ProxySection): boolean {
  const own = frontend.routes.filter((route) => route.backend.text === backend.name);
  const hosts = own.flatMap(({ condition }) => hostsOf({ frontend, condition }, backend));
  const context = asking(frontend, backend, hosts[0] ?? 'host.invalid');
  for (const { backend: name, condition } of frontend.routes) {
    const taken = holds(condition, { acls: routeAcls(frontend) }, context);
    if (!taken.known) return false;
    if (taken.value) return name.text === backend.name;
  }
  return frontend.defaultBackend?.name.text === backend.name;
}

/** Names in a condition on Host or server name for which it may hold. */
function hostsOf({ frontend, condition }: Way, backend: ProxySection): string[] {
  if (condition === null || condition.unless) return [];
  const suites = readCondition(condition.words);
  if (typeof suites === 'string') return [];
  return suites
    .flat()
    .filter(({ negated }) => !negated)
    .flatMap((term) => aclLines(term, routeAcls(frontend)))
    .flatMap((line) => (line.known ? patternsOf(line.value) : []))
    .flatMap((pattern) => {
      const name = hostName(pattern);
      if (name === null) return [];
      // A pattern with a port is met by what clients of that port send.
      const asked = [name, pattern].some((host) => mayHold(condition, frontend, backend, host));
      return asked ? [name] : [];
    });
}

function mayHold(condition: ConditionWords, frontend: ProxySection, backend: ProxySection, host: string): boolean {
  const truth = holds(condition, { acls: routeAcls(frontend) }, asking(frontend, backend, host));
  // A path that is asked for besides does not make the name another one.
  return !truth.known || truth.value || usesMore(condition, frontend);
}

/** Routes never stand in `defaults`: theirs are the proxy's own ACLs. */
function routeAcls(frontend: ProxySection): readonly Acl[] {
  return aclsFor(frontend, { ...frontend.at, line: Number.POSITIVE_INFINITY });
}

const hostFetches = /^(?:(?:req\.)?f?hdr\(host(?:,-?\d+)?\)|ssl_fc_sni|req[._]ssl_sni|base)$/i;

function usesMore(condition: ConditionWords, frontend: ProxySection): boolean {
  const suites = readCondition(condition.words);
  if (typeof suites === 'string') return true;
  return suites.flat().some((term) =>
    aclLines(term, routeAcls(frontend)).some((line) => {
      const criterion = line.known ? readCriterion(line.value) : '';
      return typeof criterion === 'string' || !hostFetches.test(fetchOf(criterion));
    }),
  );
}

function fetchOf({ expression: { fetch } }: Exclude<ReturnType<typeof readCriterion>, string>): string {
  return fetch.args.length > 0 ? `${fetch.name}(${fetch.args.join(',')})` : fetch.name;
}

/** Patterns of a criterion that looks at Host or server name, without the path of `base`. */
function patternsOf(words: readonly string[]): string[] {
  const criterion = readCriterion(words);
  if (typeof criterion === 'string' || !hostFetches.test(fetchOf(criterion))) return [];
  const { matching, list } = criterion.patterns;
  if (matching === 'reg' || matching === 'len' || matching === 'int') return [];
  return list.map((pattern) => pattern.split('/', 1)[0] ?? '');
}

/** A client that asks for `/` of a host. */
function asking(frontend: ProxySection, backend: ProxySection, host: string): SampleContext {
  const version = measuredVersions.at(-1) as (typeof measuredVersions)[number];
  const encrypted = frontend.mode !== 'http' || frontend.binds.some(({ ssl }) => ssl);
  const client: Client = {
    method: 'GET',
    path: '/',
    version: '1.1',
    headers: [['host', host]],
    tls: encrypted ? { sni: host } : null,
    port: null,
  };
  return startingContext(frontend, backend, client, version);
}
