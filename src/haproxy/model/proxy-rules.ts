import type { Place, Problem, Word } from '../syntax/tree.ts';
import type { HaproxyVersion } from '../versions.ts';
import { cutCondition } from './condition.ts';
import { decidesServers, doubted } from './doubt.ts';
import type { GlobalDraft } from './globals.ts';
import { refused } from './problem.ts';
import type { Scope } from './scope.ts';
import { type ServerSurroundings, serverProblems, wrongLine } from './server-rules.ts';
import { Tracks } from './track.ts';
import type { HealthCheck, ProxySection, Server } from './types.ts';

/** All that has been read, for the rules that only hold between lines. */
export interface Proxies {
  proxies: ProxySection[];
  scopes: Map<ProxySection, Scope>;
  /** Servers whose address only `mode log` takes. */
  datagrams: Set<Server>;
  /** Servers that may have keywords that are not known, or may not be there. */
  hidden: Set<Server>;
  /** There may be sections whose names are not known. */
  hasMore: boolean;
  /** `healthcheck` sections by name. */
  healthchecks: Map<string, HealthCheck>;
  /** Names of `resolvers` sections. */
  resolvers: Set<string>;
}

/**
 * What HAProxy refuses once it has read everything (haproxy v3.4.0 src/proxy.c, `proxy_finalize`), and the `healthcheck`
 * sections that servers name, which only then are known.
 * @param found what was read; servers get their `ownCheck`
 * @param globals what the `global` sections say
 * @param version the version
 * @returns the problems
 */
export function proxyProblems(found: Proxies, globals: GlobalDraft, version: HaproxyVersion): Problem[] {
  const backends = new Map<string, ProxySection>();
  for (const proxy of found.proxies) if (proxy.kind !== 'frontend') backends.set(proxy.name, proxy);
  const all: Problem[] = [];
  const surroundings: ServerSurroundings = { found, globals, version, tracks: new Tracks(backends, found.hasMore) };
  for (const proxy of found.proxies) {
    const problems: Problem[] = [];
    for (const server of proxy.servers) {
      const wrong = wrongLine(server, version);
      if (wrong) problems.push(refused(server.at, ...wrong));
    }
    // What is disabled is not looked at again.
    if (!found.scopes.get(proxy)?.disabled) finalProblems(proxy, backends, surroundings, problems);
    if (problems.length > 0) all.push(...knownProblems(problems, proxy, found, globals));
  }
  return all;
}

function finalProblems(
  proxy: ProxySection,
  backends: ReadonlyMap<string, ProxySection>,
  surroundings: ServerSurroundings,
  problems: Problem[],
): void {
  const { found } = surroundings;
  const check = (name: Word, at: Place) => {
    const why = wrongTarget(proxy, name, backends, found);
    if (why !== null) problems.push(refused(at, name, why));
  };
  for (const { backend, at } of proxy.routes) check(backend, at);
  // HAProxy looks it up in backends too, where it has no effect.
  const byDefault = found.scopes.get(proxy)?.defaultBackend;
  if (byDefault) check(byDefault.name, byDefault.at);
  for (const rule of proxy.otherRules) {
    const name = rule.keyword === 'use-server' ? wrongUseServer(proxy, rule.words) : null;
    if (name) problems.push(refused(rule.at, name, `there is no server of the name "${name.text}" here`));
  }
  serverProblems(proxy, surroundings, problems);
}

/** What is not known of the sections and servers concerned may make them right. */
function knownProblems(problems: Problem[], proxy: ProxySection, { hidden }: Proxies, globals: GlobalDraft): Problem[] {
  if (globals.unknown.length > 0 || decidesServers(proxy.unknown)) return problems.map(doubted);
  const concerned = proxy.servers.filter((server) => hidden.has(server));
  if (concerned.length === 0) return problems;
  const lines = new Set(concerned.map(({ at }) => at.line));
  return problems.map((problem) => (lines.has(problem.line) ? doubted(problem) : problem));
}

function wrongTarget(
  proxy: ProxySection,
  { text, unset }: Word,
  backends: ReadonlyMap<string, ProxySection>,
  { scopes, hasMore }: Proxies,
): string | null {
  // A name that is worked out for each request is looked up then.
  if (unset || text.includes('%')) return null;
  const target = backends.get(text);
  if (!target) return hasMore ? null : `there is no backend of the name "${text}"`;
  if (target === proxy) return `${proxy.kind} "${text}" would lead back to itself`;
  if (decidesServers(target.unknown)) return null;
  const [from, to] = [scopes.get(proxy)?.modeWord, scopes.get(target)?.modeWord];
  const same = from === to || (from === 'tcp' && to === 'http') || from === 'haterm';
  return same ? null : `a ${proxy.kind} in mode ${from} cannot use a backend in mode ${to}`;
}

function wrongUseServer({ servers, kind }: ProxySection, words: readonly Word[]): Word | null {
  const name = cutCondition(words).own[0];
  if (!name || name.unset || name.text.includes('%') || kind === 'frontend') return null;
  return servers.some((server) => server.name === name.text || server.name === '') ? null : name;
}
