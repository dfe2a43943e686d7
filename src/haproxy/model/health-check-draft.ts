import type { Place } from '../syntax/tree.ts';
import type { Value } from './health-check-line.ts';
import type { CheckExpect, CheckRule, CheckSend, CheckType, Unknown } from './types.ts';

/** What is sent of an HTTP check while lines may still change it; null: no line says. */
export interface SendDraft extends Pick<CheckSend, 'action' | 'at' | 'comment' | 'step' | 'fromOption'> {
  method: Value | null;
  uri: Value | null;
  version: Value | null;
  headers: { name: string; value: Value }[];
  body: Value | null;
}

/** A rule as its line has it, before it finds its place among the others. */
export interface Draft {
  rule: SendDraft | Exclude<CheckRule, CheckSend>;
  /** What is not known of it, beside the values of a send rule. */
  unknown: readonly Unknown[];
}

/** `http-check disable-on-404`, `http-check send-state`: where they stand. */
export interface Switches {
  disableOn404: Place | null;
  sendState: Place | null;
}

/** Neither. */
export const noSwitches: Switches = { disableOn404: null, sendState: null };

/** The rules of one check. A section has its own, and may run those of its defaults. */
export interface Ruleset {
  type: CheckType;
  rules: readonly Draft[];
  /** From 3.4 on they belong to the rules, before to the proxy. */
  switches: Switches;
  /** What is not known of the check as a whole. */
  unknown: readonly Unknown[];
}

/**
 * A check without rules.
 * @param type its kind
 * @returns a new one each time: which one it is tells whose rules run
 */
export function emptyRuleset(type: CheckType): Ruleset {
  return { type, rules: [], switches: noSwitches, unknown: [] };
}

/**
 * Whether a rule is a mere comment, which HAProxy hands on to the next ones.
 * @param draft the rule
 * @returns true for `http-check comment` and `tcp-check comment`
 */
export function isComment({ rule }: Draft): boolean {
  return rule.action === 'other' && rule.comment !== null;
}

/**
 * Whether a rule is what `option httpchk` says and no `http-check send` has changed.
 * @param draft the rule
 * @returns true where it is
 */
export function isOptionSend(draft: Draft | undefined): boolean {
  return draft?.rule.action === 'send' && draft.rule.fromOption;
}

/**
 * An expect rule of which nothing is said.
 * @param at its line
 * @returns the rule, but for what it matches
 */
export function plainExpect(at: Place): Omit<CheckExpect, 'match'> {
  return {
    action: 'expect',
    at,
    comment: null,
    step: 0,
    negated: false,
    minRecv: null,
    okStatus: null,
    errorStatus: null,
    toutStatus: null,
    onSuccess: null,
    onError: null,
    statusCode: null,
    implicit: false,
    open: [],
  };
}
