import { cutCondition } from '../../haproxy/model/condition.ts';
import type { ConditionWords, ProxySection, Route } from '../../haproxy/model/types.ts';
import { aclsFor } from '../../haproxy/request/acls.ts';
import { aclLines, readCondition } from '../../haproxy/request/condition.ts';
import { readCriterion } from '../../haproxy/request/criterion.ts';
import type { Place, Word } from '../../haproxy/syntax/tree.ts';
import type { Subject } from '../lint.ts';
import { frontendsOf, isComputed } from './frontends.ts';

/** A rule of a frontend that decides which clients come to a server. */
export interface NameRule {
  frontend: ProxySection;
  /** Where the rule leads: a backend, or one of the frontend's own servers. */
  target: Word;
  condition: ConditionWords | null;
  at: Place;
  /** Without this rule clients come to the same place. */
  idle: boolean;
}

/**
 * The rules by which clients come to a server: `use_backend`, and `use-server` of a `listen`.
 * @param subject the server
 * @returns those that lead to it, or may: a name that is put together of the request leads anywhere
 */
export function rulesTo(subject: Pick<Subject, 'model' | 'proxy' | 'server'>): NameRule[] {
  const { proxy, server } = subject;
  return frontendsOf(subject).flatMap((frontend) => {
    const byDefault = frontend.defaultBackend?.name.text ?? null;
    const routes = routesTo(frontend, proxy.name).map(({ backend, condition, at }) => {
      return { frontend, target: backend, condition, at, idle: backend.text === byDefault };
    });
    if (frontend !== proxy) return routes;
    const own = frontend.otherRules.filter(({ keyword }) => keyword === 'use-server');
    return [
      ...routes,
      ...own.flatMap(({ words, at }) => {
        const { own, condition } = cutCondition(words);
        const target = own[0];
        const leads = target && (target.text === server.name || isComputed(target.text));
        return leads ? [{ frontend, target, condition, at, idle: frontend.servers.length === 1 }] : [];
      }),
    ];
  });
}

// A frontend may have as many rules as there are backends, and each backend asks.
const known = new WeakMap<ProxySection, ReadonlyMap<string, Route[]>>();

/** Those whose name is computed may lead there too. In the order of the configuration. */
function routesTo(frontend: ProxySection, name: string): Route[] {
  const found = known.get(frontend) ?? byTarget(frontend);
  known.set(frontend, found);
  const [own = [], others = []] = [found.get(name), found.get('')];
  if (own.length === 0 || others.length === 0) return [...own, ...others];
  return frontend.routes.filter((route) => own.includes(route) || others.includes(route));
}

/** By name of the backend; those whose name is computed under no name. */
function byTarget({ routes }: ProxySection): ReadonlyMap<string, Route[]> {
  const found = new Map<string, Route[]>();
  for (const route of routes) {
    const { text } = route.backend;
    const key = isComputed(text) ? '' : text;
    const list = found.get(key) ?? [];
    list.push(route);
    found.set(key, list);
  }
  return found;
}

/** One comparison of a condition. */
export interface Comparison {
  fetch: string;
  args: readonly string[];
  negated: boolean;
}

/**
 * What a condition compares.
 * @param frontend whose ACLs it names
 * @param at where it stands
 * @param condition the condition; null: there is none
 * @returns alternatives, each with what it demands together, an ACL of several lines giving several of the same; null:
 *   it is not understood
 */
export function comparisons(
  frontend: ProxySection,
  at: Place,
  condition: ConditionWords | null,
): Comparison[][][] | null {
  if (!condition) return [];
  const suites = readCondition(condition.words);
  if (typeof suites === 'string') return null;
  const read = suites.map((terms) =>
    terms.map((term) =>
      aclLines(term, aclsFor(frontend, at)).map((line): Comparison | null => {
        const criterion = line.known ? readCriterion(line.value) : '';
        if (typeof criterion === 'string') return null;
        const { name, args } = criterion.expression.fetch;
        return { fetch: name.replace(/^req_ssl_/, 'req.ssl_'), args, negated: term.negated };
      }),
    ),
  );
  return read.flat(2).includes(null) ? null : (read as Comparison[][][]);
}

/** What is read of a ClientHello that is passed through (HAProxy manual, 7.3.5): not to be had of TLS that ends here. */
export const ofHello =
  /^req\.ssl_(?:sni|hello_type|alpn|ver|ec_ext|st_ext|cipherlist|keyshare_groups|sigalgs|supported_groups)$/;
