import type { Bind, ConditionWords, Model, ProxySection } from '../model/types.ts';
import { measuredVersions } from '../versions.ts';
import type { Client } from './client.ts';
import { aclLines, holds, readCondition } from './condition.ts';
import type { SampleContext } from './context.ts';
import { readCriterion } from './criterion.ts';
import { startingContext } from './forward.ts';
import { hostName } from './host-text.ts';
import { isConstant } from './log-format.ts';

/** Where clients come in that are sent to a backend. */
export interface Entrance {
  frontend: ProxySection;
  /** The one with TLS, else the first; null: it has none. */
  bind: Bind | null;
  /** Whether it is understood which clients are sent there, and one that asks for `/` is among them. */
  certain: boolean;
}

/**
 * Finds the first frontend that routes to a backend.
 * @param model the configuration
 * @param backend a `backend`, or a `listen`, which is its own entrance
 * @returns the frontend; null: none leads there
 */
export function entrance(model: Model, backend: ProxySection): Entrance | null {
  if (backend.kind === 'listen' && backend.binds.length > 0) return entered(backend, true);
  const frontends = model.proxies.filter(({ kind }) => kind !== 'backend');
  const named = frontends.find((frontend) => waysTo(frontend, backend).length > 0);
  if (named) return entered(named, isCertain(named, backend));
  // A name that is put together of the request may be this one.
  const guessed = frontends.find(({ routes }) => routes.some((route) => !isConstant(route.backend.text)));
  return guessed ? entered(guessed, false) : null;
}

/**
 * The names that clients ask for to be sent to a backend.
 * @param model the configuration
 * @param backend where they are sent
 * @returns names that conditions on Host or server name hold for, in the order of the configuration
 */
export function routedHosts(model: Model, backend: ProxySection): string[] {
  const hosts = model.proxies.flatMap((frontend) =>
    frontend === backend
      ? []
      : waysTo(frontend, backend).flatMap((condition) => (condition ? hostsOf(condition, frontend, backend) : [])),
  );
  return [...new Set(hosts)];
}

function entered(frontend: ProxySection, certain: boolean): Entrance {
  return { frontend, bind: frontend.binds.find(({ ssl }) => ssl) ?? frontend.binds[0] ?? null, certain };
}

/** Conditions under which a frontend sends to a backend by its name; null among them: always, or by default. */
function waysTo(frontend: ProxySection, backend: ProxySection): (ConditionWords | null)[] {
  const ways = frontend.routes
    .filter((route) => route.backend.text === backend.name)
    .map(({ condition }): ConditionWords | null => condition);
  if (frontend.defaultBackend?.name.text === backend.name) ways.push(null);
  return ways;
}

function isCertain(frontend: ProxySection, backend: ProxySection): boolean {
  const conditions = waysTo(frontend, backend);
  const hosts = conditions.flatMap((condition) => (condition ? hostsOf(condition, frontend, backend) : []));
  const context = asking(frontend, backend, hosts[0] ?? 'host.invalid');
  for (const { backend: name, condition } of frontend.routes) {
    const taken = holds(condition, frontend, context);
    if (!taken.known) return false;
    if (taken.value) return name.text === backend.name;
  }
  return frontend.defaultBackend?.name.text === backend.name;
}

/** Names in a condition on Host or server name for which it may hold. */
function hostsOf(condition: ConditionWords, frontend: ProxySection, backend: ProxySection): string[] {
  const suites = readCondition(condition.words);
  if (typeof suites === 'string' || condition.unless) return [];
  return suites
    .flat()
    .filter(({ negated }) => !negated)
    .flatMap((term) => aclLines(term, frontend.acls))
    .flatMap((line) => (line.known ? namesOf(line.value) : []))
    .filter((host) => {
      const truth = holds(condition, frontend, asking(frontend, backend, host));
      return !truth.known || truth.value;
    });
}

const hostFetches = /^(?:(?:req\.)?f?hdr\(host\)|ssl_fc_sni|req[._]ssl_sni|base|url)$/i;

/** Names among the patterns of a criterion that looks at Host or server name. */
function namesOf(words: readonly string[]): string[] {
  const criterion = readCriterion(words);
  if (typeof criterion === 'string') return [];
  const { fetch } = criterion.expression;
  const asked = fetch.args.length > 0 ? `${fetch.name}(${fetch.args.join(',')})` : fetch.name;
  const { matching, list } = criterion.patterns;
  if (!hostFetches.test(asked) || matching === 'reg' || matching === 'len') return [];
  return list.map((pattern) => hostName(pattern.split('/', 1)[0] ?? '')).filter((name) => name !== null);
}

/** A client that asks for `/` of a host, as TLS and clear text would have it. */
function asking(frontend: ProxySection, backend: ProxySection, host: string): SampleContext {
  const version = measuredVersions.at(-1);
  const encrypted = frontend.mode !== 'http' || frontend.binds.some(({ ssl }) => ssl);
  const client: Client = {
    method: 'GET',
    path: '/',
    version: '1.1',
    headers: [['host', host]],
    tls: encrypted ? { sni: host } : null,
    port: null,
  };
  return startingContext(frontend, backend, client, version as NonNullable<typeof version>);
}
