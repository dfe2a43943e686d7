import type { Model, ProxySection } from '../../haproxy/model/types.ts';
import type { Subject } from '../lint.ts';

/** All sections with a `bind`, by their places in the configuration, and where their rules lead. */
interface Leads {
  places: ReadonlyMap<ProxySection, number>;
  /** By name of the proxy that they lead to. */
  byName: ReadonlyMap<string, ReadonlySet<number>>;
  /** Those with a `use_backend` whose name is computed: it may lead anywhere. */
  anywhere: readonly number[];
}

// Configurations have thousands of servers, each of which is asked for: one pass serves them all.
const known = new WeakMap<Model, Leads>();

/**
 * The sections that clients come through on their way to a server: its own where it listens, and those that route to it.
 * A `use_backend` whose name is computed may lead anywhere.
 * @param subject the server
 * @returns in the order of the files; empty: none is in this configuration
 */
export function frontendsOf({ model, proxy }: Pick<Subject, 'model' | 'proxy'>): ProxySection[] {
  const { places, byName, anywhere } = leadsOf(model);
  const own = places.get(proxy);
  const all = new Set([...(byName.get(proxy.name) ?? []), ...anywhere, ...(own === undefined ? [] : [own])]);
  return [...all].sort((a, b) => a - b).flatMap((place) => model.proxies[place] ?? []);
}

function leadsOf(model: Model): Leads {
  const leads = known.get(model) ?? read(model);
  known.set(model, leads);
  return leads;
}

function read({ proxies }: Model): Leads {
  const places = new Map<ProxySection, number>();
  const byName = new Map<string, Set<number>>();
  const anywhere: number[] = [];
  for (const [place, proxy] of proxies.entries()) {
    const { binds, defaultBackend, routes } = proxy;
    if (binds.length === 0) continue;
    places.set(proxy, place);
    const names = [defaultBackend?.name.text ?? '', ...routes.map(({ backend }) => backend.text)];
    if (names.some(isComputed)) anywhere.push(place);
    for (const name of names) byName.set(name, (byName.get(name) ?? new Set()).add(place));
  }
  return { places, byName, anywhere };
}

/**
 * @param name of a backend, as `use_backend` has it
 * @returns whether HAProxy puts it together of each request
 */
export function isComputed(name: string): boolean {
  return name.includes('%[');
}

/**
 * Whether clients come to HAProxy over TLS.
 * @param subject the server
 * @returns null: this configuration has no frontend for it
 */
export function clientsUseTls(subject: Pick<Subject, 'model' | 'proxy'>): boolean | null {
  const binds = frontendsOf(subject).flatMap((frontend) => frontend.binds);
  return binds.length === 0 ? null : binds.some(({ ssl }) => ssl);
}
