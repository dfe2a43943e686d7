import type { Place, Problem, Word } from '../syntax/tree.ts';
import type { HaproxyVersion } from '../versions.ts';
import { cutCondition } from './condition.ts';
import type { GlobalDraft } from './globals.ts';
import { refused } from './problem.ts';
import type { Scope } from './scope.ts';
import { type ServerSurroundings, serverProblems } from './server-rules.ts';
import type { HealthCheck, ProxySection, Server } from './types.ts';

/** All that has been read, for the rules that only hold between lines. */
export interface Proxies {
  proxies: ProxySection[];
  scopes: Map<ProxySection, Scope>;
  /** Servers whose address only `mode log` takes. */
  datagrams: Set<Server>;
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
  const problems: Problem[] = [];
  const surroundings: ServerSurroundings = { found, globals, version, backends };
  for (const proxy of found.proxies) {
    // What is disabled is not looked at again.
    if (found.scopes.get(proxy)?.disabled) continue;
    for (const [name, at] of targets(proxy, found.scopes.get(proxy)?.defaultBackend ?? null)) {
      const why = wrongTarget(proxy, name, backends, found);
      if (why !== null) problems.push(refused(at, name, why));
    }
    problems.push(...wrongUseServers(proxy));
    serverProblems(proxy, surroundings, problems);
  }
  return problems;
}

/** HAProxy looks them up in backends too, where they have no effect. */
function targets({ routes }: ProxySection, defaultBackend: ProxySection['defaultBackend']): [Word, Place][] {
  const all = routes.map(({ backend, at }): [Word, Place] => [backend, at]);
  if (defaultBackend) all.push([defaultBackend.name, defaultBackend.at]);
  // A name that is worked out for each request is looked up then.
  return all.filter(([{ text, unset }]) => !unset && !text.includes('%'));
}

function wrongTarget(
  proxy: ProxySection,
  { text }: Word,
  backends: ReadonlyMap<string, ProxySection>,
  { scopes }: Proxies,
): string | null {
  const target = backends.get(text);
  if (!target) return `there is no backend of the name "${text}"`;
  if (target === proxy) return `${proxy.kind} "${text}" would lead back to itself`;
  const [from, to] = [scopes.get(proxy)?.modeWord, scopes.get(target)?.modeWord];
  const same = from === to || (from === 'tcp' && to === 'http') || from === 'haterm';
  return same ? null : `a ${proxy.kind} in mode ${from} cannot use a backend in mode ${to}`;
}

function wrongUseServers({ otherRules, servers, kind, name: proxyName }: ProxySection): Problem[] {
  return otherRules.flatMap(({ keyword, words, at }) => {
    const name = keyword === 'use-server' ? cutCondition(words).own[0] : undefined;
    if (!name || name.unset || name.text.includes('%') || kind === 'frontend') return [];
    if (servers.some((server) => server.name === name.text)) return [];
    return [refused(at, name, `backend "${proxyName}" has no server of the name "${name.text}"`)];
  });
}
