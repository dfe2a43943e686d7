import type { ConditionWords, Model, ProxySection } from '../model/types.ts';
import { isConstant } from './log-format.ts';

/** One way into a backend. */
export interface Way {
  frontend: ProxySection;
  /** null: always, or by default. */
  condition: ConditionWords | null;
}

/** Which frontends send where. */
export interface Routing {
  /** By name of the backend, in the order of the configuration. */
  ways: ReadonlyMap<string, Way[]>;
  /** The first frontend with a `use_backend` whose name is put together of the request; null: there is none. */
  dynamic: ProxySection | null;
}

// Configurations have thousands of backends, each of which is asked for: one pass serves them all.
const known = new WeakMap<Model, Routing>();

/**
 * @param model the configuration
 * @returns which frontends send where
 */
export function routing(model: Model): Routing {
  const found = known.get(model) ?? read(model);
  known.set(model, found);
  return found;
}

function read(model: Model): Routing {
  const ways = new Map<string, Way[]>();
  let dynamic: ProxySection | null = null;
  for (const frontend of model.proxies) {
    if (frontend.kind === 'backend' || isDisabled(frontend)) continue;
    const add = (name: string, condition: ConditionWords | null) => {
      const list = ways.get(name) ?? [];
      list.push({ frontend, condition });
      ways.set(name, list);
    };
    for (const { backend, condition } of frontend.routes) {
      if (isConstant(backend.text)) add(backend.text, condition);
      else dynamic ??= frontend;
    }
    if (frontend.defaultBackend) add(frontend.defaultBackend.name.text, null);
  }
  return { ways, dynamic };
}

/**
 * @param proxy any proxy
 * @returns whether HAProxy leaves it out (HAProxy manual, `disabled`)
 */
export function isDisabled({ otherRules }: ProxySection): boolean {
  return otherRules.findLast(({ keyword }) => keyword === 'disabled' || keyword === 'enabled')?.keyword === 'disabled';
}
