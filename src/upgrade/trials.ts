import { look } from '../check/look.ts';
import type { Performer } from '../check/perform.ts';
import type { Read } from '../check/read.ts';
import { applyChanges } from '../haproxy/edit/apply.ts';
import type { Change } from '../haproxy/edit/change.ts';
import type { Configuration, Problem } from '../haproxy/syntax/tree.ts';
import type { Case } from '../report/upgrade/cases.ts';
import { type JudgedPair, judgePair } from '../report/upgrade/judge.ts';
import { type Goal, isKept, unharmed } from '../report/upgrade/kept.ts';
import { sectionOf } from '../report/upgrade/refused.ts';
import type { Way } from '../report/upgrade/way.ts';
import type { UpgradeOptions } from './options.ts';
import { isInBoth, readSides, type Sides } from './sides.ts';

/** What is tried at once. */
export type Attempt = ReadonlyMap<Case, Way>;

/** Tries edits on the text: both versions read it again, and the backends are talked to as HAProxy would then. */
export class Trials {
  readonly #options: UpgradeOptions;
  readonly #performer: Performer;
  readonly #today: Sides;
  readonly #judged: ReadonlyMap<string, JudgedPair>;

  /**
   * @param options of the upgrade
   * @param performer of the run; it makes no connection where nothing is asked
   * @param today the configuration as it is
   * @param judged its servers, by key
   */
  constructor(options: UpgradeOptions, performer: Performer, today: Sides, judged: ReadonlyMap<string, JudgedPair>) {
    this.#options = options;
    this.#performer = performer;
    this.#today = today;
    this.#judged = judged;
  }

  /**
   * Tries edits.
   * @param attempt a way for each case
   * @returns the cases whose way brings about what it is to, in scopes where no other server is harmed
   * @throws AbortError when the signal is aborted
   */
  async try(attempt: Attempt): Promise<Set<Case>> {
    const scopes = this.#possible(attempt);
    if (scopes.size === 0) return new Set();
    const possible = [...scopes.values()].flat();
    const files = this.#apply(possible);
    const proxies = scopes.has('') ? undefined : scopes;
    const edited = await readSides({ ...this.#options, files }, proxies);
    const find = this.#options.offline ? null : await look([...edited.from.all, ...edited.to.all], this.#performer);
    const pairs = new Map(edited.pairs.filter(isInBoth).map((pair) => [pair.key, judgePair(pair, find)]));
    const cases = [...attempt].filter(([{ scope }]) => scopes.has(scope));
    const goals = goalsOf(cases);
    const isMet = (key: string) => {
      const [before, after] = [this.#judged.get(key), pairs.get(key)];
      return before !== undefined && after !== undefined && isKept(before, after, goals.get(key) ?? unharmed, find);
    };
    const harmed = [...this.#judged].flatMap(([key, { pair }]) => {
      const isConcerned = scopes.has('') || scopes.has(pair.from.proxy.name);
      return isConcerned && !goals.has(key) && !isMet(key) ? [pair.from.proxy.name, ''] : [];
    });
    const refusing = this.#newlyRefused(edited, cases);
    return new Set(
      cases.flatMap(([one]) => {
        const isSpoilt = harmed.includes(one.scope) || refusing.has(one.scope);
        return !isSpoilt && [...one.goals.keys()].every(isMet) ? [one] : [];
      }),
    );
  }

  /**
   * The text with edits.
   * @param attempt ways that can be made
   * @returns all files
   */
  files(attempt: Attempt): { name: string; text: string }[] {
    return this.#apply([...attempt.values()].flatMap(({ changes }) => changes));
  }

  #apply(changes: readonly Change[]): { name: string; text: string }[] {
    return applyChanges(this.#today.from.configuration, changes);
  }

  /** The changes of each scope, without the scopes whose changes contradict each other or cannot be made. */
  #possible(attempt: Attempt): Map<string, Change[]> {
    const scopes = new Map<string, Change[]>();
    for (const [{ scope }, { changes }] of attempt) scopes.set(scope, [...(scopes.get(scope) ?? []), ...changes]);
    for (const [scope, changes] of scopes) {
      try {
        this.#apply(changes);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        scopes.delete(scope);
      }
    }
    return scopes;
  }

  /** Scopes in which a version refuses something else than today, or the same as today though edits are to mend it. */
  #newlyRefused(edited: Sides, cases: readonly (readonly [Case, Way])[]): Set<string> {
    const spoilt = new Set<string>();
    for (const side of ['from', 'to'] as const) {
      const today = counted(this.#today[side]);
      for (const [{ scope, refused }] of side === 'to' ? cases : [])
        for (const problem of refused ?? [])
          today.set(keyOf(scope, problem), (today.get(keyOf(scope, problem)) ?? 0) - 1);
      for (const [key, count] of counted(edited[side]))
        if (count > (today.get(key) ?? 0)) spoilt.add(JSON.parse(key)[0] as string).add('');
    }
    return spoilt;
  }
}

/** A server may be part of several cases: all that they want must come about. */
function goalsOf(cases: readonly (readonly [Case, Way])[]): Map<string, Goal> {
  const goals = new Map<string, Goal>();
  for (const [one, { renames }] of cases) {
    for (const [key, goal] of one.goals) {
      const known = goals.get(key) ?? {
        keep: [],
        pass: [],
        sameBytesDo: false,
        mayMend: false,
        exact: false,
        renames: false,
      };
      goals.set(key, {
        keep: [...known.keep, ...goal.keep],
        pass: [...known.pass, ...goal.pass],
        sameBytesDo: known.sameBytesDo || goal.sameBytesDo,
        mayMend: known.mayMend || goal.mayMend,
        exact: known.exact || goal.exact,
        renames: known.renames || (renames ?? false),
      });
    }
  }
  return goals;
}

/** How often a version refuses something; lines move, so that it is known by its words. */
function counted({ models, configuration }: Read): Map<string, number> {
  const counts = new Map<string, number>();
  for (const problem of models.flatMap(({ problems }) => problems)) {
    if (problem.severity !== 'fatal') continue;
    const key = keyOf(scopeOf(problem, configuration), problem);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function keyOf(scope: string, { file, word, message }: Pick<Problem, 'file' | 'word' | 'message'>): string {
  return JSON.stringify([scope, file, word, message]);
}

/**
 * The proxy whose section a line stands in.
 * @param at the line
 * @param configuration where it stands
 * @returns its name; '': it stands in none
 */
export function scopeOf(at: Pick<Problem, 'file' | 'line'>, configuration: Configuration): string {
  const section = sectionOf(at, configuration);
  if (!section || !/^(?:frontend|backend|listen)$/.test(section.keyword)) return '';
  return section.header.words[1]?.text ?? '';
}
