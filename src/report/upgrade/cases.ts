import { lineRefused } from '../../catalogue/upgrades/line-refused.ts';
import { sessionOfCheck } from '../../catalogue/upgrades/session-of-check.ts';
import type { ConfigurationProblem } from '../../check-types.ts';
import type { Configuration } from '../../haproxy/syntax/tree.ts';
import { introduced, since } from '../../haproxy/versions.ts';
import type { Find } from '../check/outcome.ts';
import type { Judged, JudgedPair } from './judge.ts';
import type { Goal } from './kept.ts';
import { conversations } from './pair.ts';
import { placeOf, type RefusedLine } from './refused.ts';
import { refusedWays } from './refused-ways.ts';
import { blockBefore } from './silence.ts';
import { together, type Way } from './way.ts';
import { ownNameWays, type Silenced, waysFor } from './ways.ts';

/** Something that edits are looked for. */
export interface Case {
  /** `turned`, `lent`, or the place of a refused line. */
  about: string;
  /** The proxy whose section is changed; '': the whole text. */
  scope: string;
  /** What is to come about, by the key of each server that it is about. */
  goals: ReadonlyMap<string, Goal>;
  /** What the second version says of the line that it refuses; absent: it refuses none. */
  refused?: readonly ConfigurationProblem[];
  /** What may bring it about, the best first. */
  ways: readonly Way[];
}

const nothing: Goal = { keep: [], pass: [], sameBytesDo: false, mayMend: false, exact: false, renames: false };

/**
 * What edits are looked for: conversations that end otherwise and no better, or of which only what is sent is known.
 * @param judged the servers
 * @param configuration as the first version reads it
 * @param find what was seen; null: nothing was asked
 * @returns a case for each server that some edit may keep as it is
 */
export function turnedCases(judged: readonly JudgedPair[], configuration: Configuration, find: Find | null): Case[] {
  const endangered = judged.map((one) => ({ one, parts: one.judged.filter((part) => isEndangered(part, find)) }));
  const silenced = new Map<string, Silenced>();
  for (const { one, parts } of endangered) {
    const { name } = one.pair.from.proxy;
    const known = silenced.get(name) ?? { check: false, traffic: false };
    const some = (of: 'check' | 'traffic') => known[of] || parts.some(({ conversation }) => conversation.of === of);
    silenced.set(name, { check: some('check'), traffic: some('traffic') });
  }
  return endangered.flatMap(({ one, parts }): Case[] => {
    if (parts.length === 0) return [];
    const scope = one.pair.from.proxy.name;
    const ways = waysFor({ one, parts, configuration, find }, silenced.get(scope) ?? { check: false, traffic: false });
    const keep = parts.map(({ conversation }) => conversation);
    return [{ about: 'turned', scope, goals: new Map([[one.pair.key, { ...nothing, keep }]]), ways }];
  });
}

function isEndangered({ verdict, conversation }: Judged, find: Find | null): boolean {
  if (verdict === 'broken' || verdict === 'other') return conversation.differences.length > 0;
  return find === null && verdict === 'unknown';
}

/**
 * Traffic that a session of the check has helped so far, and is to pass by itself.
 * @param judged the servers
 * @param configuration as the first version reads it
 * @returns a case for each such server
 */
export function lentCases(judged: readonly JudgedPair[], configuration: Configuration): Case[] {
  return judged.flatMap((one): Case[] => {
    const ending = one.lent.filter(({ lending }) => lending.ends);
    const [first] = ending;
    if (!first) return [];
    const goal = { ...nothing, pass: ending.map(({ conversation }) => conversation) };
    const ways = ownNameWays(one, first.lending.name, configuration, sessionOfCheck.code);
    const scope = one.pair.from.proxy.name;
    return [{ about: 'lent', scope, goals: new Map([[one.pair.key, goal]]), ways }];
  });
}

/**
 * A line that only the first version takes.
 * @param line whom it concerns
 * @param problems all that the second version says of it
 * @param judged the servers, by key
 * @param configuration as the first version reads it
 * @returns the case
 */
export function refusedCase(
  { problem, proxy, keys }: RefusedLine,
  problems: readonly ConfigurationProblem[],
  judged: ReadonlyMap<string, JudgedPair>,
  configuration: Configuration,
): Case {
  const concerned = keys.flatMap((key) => judged.get(key) ?? []);
  const [first] = concerned;
  const target = first?.pair.from ?? null;
  const ways = refusedWays({ problems, target, configuration });
  const becomesAutomatic =
    first &&
    !since(first.pair.from.version, introduced.automaticSni) &&
    since(first.pair.to.version, introduced.automaticSni);
  const known = { because: lineRefused.code, since: introduced.automaticSni };
  const block =
    becomesAutomatic && target ? blockBefore(configuration, target, ['no-sni-auto', 'no-check-sni-auto'], known) : null;
  return {
    about: placeOf(problem),
    scope: proxy ?? '',
    goals: new Map(
      concerned.map((one) => {
        const keep = conversations(one.pair.from, one.pair.to, one.reported);
        return [one.pair.key, { ...nothing, keep, sameBytesDo: true, mayMend: true, exact: true }];
      }),
    ),
    refused: problems,
    ways: [...ways, ...(block ? ways.map((way) => together(way, block)) : [])],
  };
}
