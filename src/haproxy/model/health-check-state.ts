import type { Place } from '../syntax/tree.ts';
import { type HaproxyVersion, since } from '../versions.ts';
import { type Draft, emptyRuleset, noSwitches, type Ruleset, type Switches } from './health-check-draft.ts';
import type { CheckType, Unknown } from './types.ts';

/** `external-check command` and `path` of a proxy. */
export interface Program {
  command: { text: string; at: Place } | null;
  path: Place | null;
}

/** What a section's check lines amount to, inherited ones included. */
export interface CheckState {
  /** The option in force. */
  type: CheckType;
  /** Its line; null: there is none. */
  at: Place | null;
  /** It comes from the section that this one inherits from. */
  inherited: boolean;
  /** The rules that an option chose last, whether or not they run; null: none did. */
  chosen: Ruleset | null;
  /** The rules of this section's own lines. */
  http: Ruleset;
  tcp: Ruleset;
  /** Before 3.4. */
  switches: Switches;
  /** The one expect rule of 2.0 and 2.1. */
  oldExpect: Draft | null;
  program: Program;
  /** What the section inherits from; null: nothing. */
  parent: CheckState | null;
  /** Lines that may or may not stand there. */
  unknown: readonly Unknown[];
}

/** A section without any check line that inherits none. */
export const noChecks: CheckState = {
  type: 'none',
  at: null,
  inherited: false,
  chosen: null,
  http: emptyRuleset('httpchk'),
  tcp: emptyRuleset('tcp-check'),
  switches: noSwitches,
  oldExpect: null,
  program: { command: null, path: null },
  parent: null,
  unknown: [],
};

/**
 * The state that a section begins with (haproxy v3.4.0 src/proxy.c:3398-3404).
 * @param parent the state of the section that it inherits from
 * @returns the same option and rules, and none of its own
 */
export function inheritedFrom(parent: CheckState): CheckState {
  const own = { http: emptyRuleset('httpchk'), tcp: emptyRuleset('tcp-check') };
  return { ...parent, inherited: parent.type !== 'none', ...own, parent };
}

/**
 * Whether `disable-on-404` and `send-state` belong to a ruleset: not so before 3.4, measured on 3.2.26 and 3.4.7.
 * @param version the version
 * @returns true where they are lost with the rules
 */
export function switchesAreRules(version: HaproxyVersion): boolean {
  return since(version, '3.4');
}

/**
 * Replaces rules of this section's own.
 * @param state the section
 * @param which whose rules
 * @param changes what is different now
 * @returns the section; its check too, where these rules run
 */
export function withOwn(state: CheckState, which: 'http' | 'tcp', changes: Partial<Ruleset>): CheckState {
  const own = { ...state[which], ...changes };
  return { ...state, [which]: own, chosen: state.chosen === state[which] ? own : state.chosen };
}

/**
 * Lets an option choose the rules.
 * @param state the section
 * @param type the option
 * @param at its line
 * @param chosen the rules
 * @returns the section with that option in force
 */
export function choosing(state: CheckState, type: CheckType, at: Place, chosen: Ruleset | null): CheckState {
  // What was not known of an option that is replaced does not matter any more.
  const inheritedUnknown = state.inherited ? (state.parent?.unknown ?? []) : [];
  const unknown = state.unknown.filter((one) => !inheritedUnknown.includes(one));
  return { ...state, type, at, inherited: false, chosen, unknown };
}
