import { applyChanges } from '../haproxy/edit/apply.ts';
import { has } from '../haproxy/model/setting.ts';
import type { Model } from '../haproxy/model/types.ts';
import type { Configuration, Problem } from '../haproxy/syntax/tree.ts';
import { type Find, outcomes } from '../report/check/outcome.ts';
import type { Target } from '../report/check/target.ts';
import type { CureEdit } from '../report/cure/cure.ts';
import { keepsTrust, passes, type Standard, trustLevels } from '../report/cure/passes.ts';
import { look } from './look.ts';
import type { CheckOptions } from './options.ts';
import type { Performer } from './perform.ts';
import { type Read, read } from './read.ts';

/** What became of one proxy's servers under trial. */
export interface Verdict {
  /** Keys of the servers whose check and traffic pass. */
  passing: ReadonlySet<string>;
  /** What of their certificates is checked, by key. */
  trust: ReadonlyMap<string, readonly number[]>;
  /** Why the edits cannot be made, or are refused; null: they can. */
  refused: string | null;
}

/** What is tried at once: edits by proxy. */
export type Attempt = ReadonlyMap<string, readonly CureEdit[]>;

/** Tries edits on the text: reads it again, and talks to the backends as HAProxy would with it. */
export class Trials {
  readonly #options: CheckOptions;
  readonly #performer: Performer;
  readonly #configuration: Configuration;
  readonly #fatal: ReadonlySet<string>;
  readonly #standard: (key: string) => Standard;
  readonly #before: ReadonlyMap<string, Target>;

  /**
   * @param before the configuration as it is
   * @param options as of `runCheck`
   * @param performer of the run
   * @param standard what each server is held to, by key
   */
  constructor(before: Read, options: CheckOptions, performer: Performer, standard: (key: string) => Standard) {
    this.#options = options;
    this.#performer = performer;
    this.#configuration = before.configuration;
    this.#fatal = new Set(before.models.flatMap(fatalOf).map(nameOf));
    this.#standard = standard;
    this.#before = new Map(before.all.map(([target]) => [target.key, target]));
  }

  /**
   * Tries edits of several proxies, which do not bear on each other, at once.
   * @param attempt the edits
   * @returns what becomes of each proxy
   * @throws AbortError when the signal is aborted
   */
  async try(attempt: Attempt): Promise<Map<string, Verdict>> {
    const verdicts = new Map<string, Verdict>();
    const possible = this.#possible(attempt, verdicts);
    if (possible.size === 0) return verdicts;
    const files = applyChanges(this.#configuration, changesOf(possible));
    const after = await read({ ...this.#options, files }, possible);
    const find = await look(after.all, this.#performer);
    const refused = refusals(after.models, this.#fatal);
    for (const proxy of possible.keys()) {
      const own = after.all.filter(([target]) => target.proxy.name === proxy);
      const passing = own.filter(([first, ...others]) =>
        [first, ...others].every((target) => this.#passes(target, find)),
      );
      verdicts.set(proxy, {
        passing: new Set(refused.has(proxy) ? [] : passing.map(([{ key }]) => key)),
        trust: new Map(own.map(([target]) => [target.key, trustLevels(target)])),
        refused: refused.get(proxy) ?? null,
      });
    }
    return verdicts;
  }

  #passes(target: Target, find: Find): boolean {
    const before = this.#before.get(target.key);
    if (before && !keepsTrust(before, target)) return false;
    return passes(target, outcomes(target, find), this.#standard(target.key));
  }

  /** Edits that contradict each other are told apart from those that can be made. */
  #possible(attempt: Attempt, verdicts: Map<string, Verdict>): Map<string, readonly CureEdit[]> {
    const all = new Map(attempt);
    if (this.#refusal(all) === null) return all;
    for (const [proxy, edits] of attempt) {
      const refused = this.#refusal(new Map([[proxy, edits]]));
      if (refused === null) continue;
      verdicts.set(proxy, { passing: new Set(), trust: new Map(), refused });
      all.delete(proxy);
    }
    return all;
  }

  #refusal(attempt: Attempt): string | null {
    try {
      applyChanges(this.#configuration, changesOf(attempt));
      return null;
    } catch (error) {
      if (error instanceof Error) return error.message;
      throw error;
    }
  }
}

function changesOf(attempt: Attempt) {
  return [...attempt.values()].flat().map(({ change }) => change);
}

function fatalOf({ problems }: Model): Problem[] {
  return problems.filter(({ severity }) => severity === 'fatal');
}

/** Lines move: what is wrong is known by its words. */
function nameOf({ file, word, message }: Problem): string {
  return JSON.stringify([file, word, message]);
}

/** What HAProxy would newly refuse, by the proxy in which it stands. */
function refusals(models: readonly Model[], before: ReadonlySet<string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const model of models) {
    for (const problem of fatalOf(model)) {
      if (before.has(nameOf(problem))) continue;
      const proxy = model.proxies.findLast(({ at }) => at.file === problem.file && at.line <= problem.line);
      if (proxy) found.set(proxy.name, problem.message);
    }
  }
  return found;
}

/** Whether a server has a check that is not known whatever it is. */
export function hasUnknownCheck(read: Read, key: string): boolean {
  const releases = read.all.find(([target]) => target.key === key) ?? [];
  return releases.some(({ server, sent }) => has(server, 'check') && !has(server, 'disabled') && sent.check === null);
}
