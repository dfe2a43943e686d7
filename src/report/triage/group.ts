import { isDown } from '../../catalogue/live/signs.ts';
import type { TriagedServer, TriageGroup, TriageResult } from '../../triage-types.ts';
import type { Directive } from '../../types.ts';
import { grouped } from '../formats/grouped.ts';
import type { Case, NamedCause } from './case.ts';
import { firstMet, ranks } from './order.ts';

interface Member {
  one: Case;
  cause: NamedCause;
}

/**
 * Puts the servers with one cause together: what 200 servers lack is said once. What is only possible of some servers, or
 * harmless, stands apart from what is shown of others.
 * @param cases what was found of each server
 * @returns the groups: errors first, then those that put most servers DOWN, then what a connection meets first
 */
export function groupsOf(cases: readonly Case[]): TriageGroup[] {
  const members = cases.flatMap((one) => one.causes.map((cause) => ({ one, cause })));
  const groups = [...grouped(members, ({ cause }) => `${cause.code} ${cause.severity}`).values()];
  return groups.flatMap((all) => groupOf(all) ?? []).sort(worstFirst);
}

function groupOf(all: readonly Member[]): TriageGroup | null {
  const [first] = all;
  if (!first) return null;
  const { code, id, title, severity, docs } = first.cause;
  return {
    code,
    id,
    title,
    severity,
    servers: all.map(({ one, cause }) => triaged(one, cause.because)),
    remedy: remedyOf(all),
    advice: [...new Set(all.flatMap(({ cause }) => cause.advice))],
    docs,
  };
}

function worstFirst(a: TriageGroup, b: TriageGroup): number {
  const down = ({ servers }: TriageGroup) => servers.filter(({ state }) => isDown(state)).length;
  return (
    ranks[a.severity] - ranks[b.severity] || down(b) - down(a) || firstMet(a, b) || b.servers.length - a.servers.length
  );
}

/**
 * A server as results have it.
 * @param one what was found of it
 * @param because what made it one of its group
 * @returns the server
 */
function triaged({ live, host, at }: Case, because: string): TriagedServer {
  const { proxy, server, address, port, state, status, code, info } = live;
  return { proxy, server, address, port, state, status, code, info, host, because, ...at };
}

function remedyOf(all: readonly Member[]): TriageGroup['remedy'] {
  const own = all.map(({ one, cause }) => ({
    edits: one.edits.filter(({ because }) => because === cause.code),
    directives: one.directives.filter(({ because }) => because === cause.code),
  }));
  const edits = own.flatMap((one) => one.edits);
  const words = own.map((one) => [...one.edits.filter(({ instead }) => instead === undefined), ...one.directives]);
  const [first = []] = words;
  const shared = first.filter(({ text, scope }) =>
    words.every((some) => some.some((one) => one.text === text && one.scope === scope)),
  );
  const directives = new Map(shared.map((one) => [`${one.scope} ${one.text}`, directive(one)]));
  return edits.length === 0 && directives.size === 0 ? null : { directives: [...directives.values()], edits };
}

function directive({ scope, text, because, since, safety }: Directive): Directive {
  return { scope, text, because, since, safety };
}

/**
 * What nothing explains.
 * @param cases what was found of each server
 * @returns the servers, each with why
 */
export function unexplainedOf(cases: readonly Case[]): TriageResult['unexplained'] {
  return cases.flatMap((one) =>
    one.unexplained === null ? [] : [{ ...triaged(one, one.unexplained), unknown: one.unknown }],
  );
}
