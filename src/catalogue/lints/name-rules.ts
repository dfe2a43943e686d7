import { cutCondition } from '../../haproxy/model/condition.ts';
import type { ConditionWords, ProxySection } from '../../haproxy/model/types.ts';
import { aclsFor } from '../../haproxy/request/acls.ts';
import { aclLines, readCondition } from '../../haproxy/request/condition.ts';
import { readCriterion } from '../../haproxy/request/criterion.ts';
import type { Place, Word } from '../../haproxy/syntax/tree.ts';
import type { Subject } from '../lint.ts';
import { frontendsOf } from './frontends.ts';

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
    const routes = frontend.routes
      .filter(({ backend }) => backend.text === proxy.name || backend.text.includes('%['))
      .map(({ backend, condition, at }) => {
        return { frontend, target: backend, condition, at, idle: backend.text === byDefault };
      });
    if (frontend !== proxy) return routes;
    const own = frontend.otherRules.filter(({ keyword }) => keyword === 'use-server');
    return [
      ...routes,
      ...own.flatMap(({ words, at }) => {
        const { own, condition } = cutCondition(words);
        const target = own[0];
        const leads = target && (target.text === server.name || target.text.includes('%['));
        return leads ? [{ frontend, target, condition, at, idle: frontend.servers.length === 1 }] : [];
      }),
    ];
  });
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
