import type { ConditionWords, Model, ProxySection } from '../../haproxy/model/types.ts';
import { aclsFor } from '../../haproxy/request/acls.ts';
import { aclLines, readCondition } from '../../haproxy/request/condition.ts';
import { readCriterion } from '../../haproxy/request/criterion.ts';
import { sameName } from '../../haproxy/request/header-values.ts';
import { namedHosts } from '../../haproxy/request/hosts.ts';
import { isConstant } from '../../haproxy/request/log-format.ts';
import { entrance, routedHosts } from '../../haproxy/request/routes.ts';
import { routing } from '../../haproxy/request/routing.ts';
import type { Patient } from './cure.ts';
import { nameOf, type Traffic } from './traffic.ts';

/** The names that a backend is asked for. */
export interface ServedNames {
  /** Each once, as far as they are known. */
  names: string[];
  /** Clients are let in by a pattern (`hdr_end(host)`): under any number of names. */
  pattern: boolean;
  /** A rule sets the Host of every request to this name; null: none does. */
  fixed: string | null;
}

/**
 * The names that reach a server's backend: those of its clients, and those that rules lead there.
 * @param patient the server
 * @param traffic its traffic
 * @returns the names
 */
export function servedNames({ target }: Patient, { rows }: Traffic): ServedNames {
  const { model, proxy } = target;
  const asked = rows.flatMap(({ asks }) => asks ?? []);
  const [first] = asked;
  if (first !== undefined && asked.every((name) => name === first) && setsHost(model, proxy))
    return { names: [first], pattern: false, fixed: first };
  return {
    names: [...new Set([...asked, ...routedNames(model, proxy)])],
    pattern: usesPattern({ target }),
    fixed: null,
  };
}

/**
 * The names that clients use, where those that the text has for the backend itself are left aside.
 * @param patient the server
 * @param traffic its traffic
 * @param wanted the name that the backend is to be asked for: a client's only where clients are led here by it, or where
 *   nothing in the text says it
 * @returns the names
 */
export function clientNames({ target }: Patient, { rows }: Traffic, wanted: string): string[] {
  const { model, proxy, server } = target;
  const routed = routedNames(model, proxy);
  const clients = new Set([...routed, ...rows.flatMap(({ host }) => nameOf(host ?? '') ?? [])]);
  const named = namedHosts(model, proxy, server);
  // Whoever names other hosts than the text does, names those of clients.
  const ofText = target.sent.traffic.every(({ host }) => host === null || named.includes(host));
  if (ofText && named.some((name) => nameOf(name) === wanted) && !routed.includes(wanted)) clients.delete(wanted);
  return [...clients];
}

function routedNames(model: Model, proxy: ProxySection): string[] {
  return routedHosts(model, proxy).flatMap((name) => nameOf(name) ?? []);
}

/**
 * Whether clients are led to a backend by a pattern of names.
 * @param patient the server
 * @returns true for `hdr_end(host)` and its like
 */
export function usesPattern({ target: { model, proxy } }: Pick<Patient, 'target'>): boolean {
  const ways = routing(model).ways.get(proxy.name) ?? [];
  return ways.some(({ condition, frontend }) => isLoose(condition, frontend));
}

/**
 * Whether one name serves for all of them.
 * @param served the names
 * @returns false where several are served, or may be
 */
export function isOne({ names, pattern }: ServedNames): boolean {
  return names.length < 2 && !pattern;
}

function setsHost(model: Model, proxy: ProxySection): boolean {
  const frontend = entrance(model, proxy)?.frontend ?? proxy;
  return [proxy, frontend].some(({ requestRules }) =>
    requestRules.some(
      ({ action, args, condition }) =>
        action === 'set-header' &&
        condition === null &&
        sameName(args[0]?.text ?? '', 'host') &&
        isConstant(args[1]?.text ?? '%[]'),
    ),
  );
}

const ofHost = /^(?:(?:req\.)?f?hdr|ssl_fc_sni|req[._]ssl_sni|base)$/i;
const loose: ReadonlySet<string | null> = new Set(['beg', 'sub', 'dom', 'dir', 'end', 'reg']);

function isLoose(condition: ConditionWords | null, frontend: ProxySection): boolean {
  const suites = condition === null ? [] : readCondition(condition.words);
  if (typeof suites === 'string') return false;
  const acls = aclsFor(frontend, { ...frontend.at, line: Number.POSITIVE_INFINITY });
  return suites.flat().some((term) =>
    aclLines(term, acls).some((line) => {
      const criterion = line.known ? readCriterion(line.value) : '';
      if (typeof criterion === 'string' || !loose.has(criterion.patterns.matching)) return false;
      const { name, args } = criterion.expression.fetch;
      return ofHost.test(name) && (args.length === 0 || sameName(args[0] ?? '', 'host'));
    }),
  );
}
