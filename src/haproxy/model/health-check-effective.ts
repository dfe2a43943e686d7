import type { Place, Problem } from '../syntax/tree.ts';
import type { Ruleset, Switches } from './health-check-draft.ts';
import { finalHttpRules, finished } from './health-check-final.ts';
import type { CheckState } from './health-check-state.ts';
import { warned } from './problem.ts';
import type { CheckRule, HealthCheck, Unknown } from './types.ts';

/**
 * What a section's servers are checked with.
 * @param state the section
 * @returns the check; the lines that HAProxy ignores, because no option runs their rules; the inherited check of the
 *   same kind that this section's own lines have replaced, null where nothing but the option's own request is replaced
 */
export function effectiveCheck(state: CheckState): { check: HealthCheck; ignored: Place[]; lost: HealthCheck | null } {
  return { check: checkOf(state), ignored: ignoredPlaces(state), lost: lostCheck(state) };
}

function checkOf(state: CheckState): HealthCheck {
  const { type, at, inherited } = state;
  const chosen = type === 'external-check' ? null : state.chosen;
  const old = type === 'httpchk' && state.oldExpect ? [state.oldExpect] : [];
  const drafts = [...(chosen?.rules ?? []), ...old];
  const { rules, unknown } = finished(type === 'httpchk' ? finalHttpRules(drafts) : drafts);
  const { disableOn404, sendState } = switchesOf(state);
  return {
    type,
    at,
    inherited,
    rules,
    disableOn404: disableOn404 !== null,
    sendState: sendState !== null,
    unknown: [...state.unknown, ...(chosen?.unknown ?? []), ...unknown, ...secondRequests(rules), ...ofProgram(state)],
  };
}

function switchesOf({ type, switches, chosen }: CheckState): Switches {
  if (type !== 'httpchk') return { disableOn404: null, sendState: null };
  return {
    disableOn404: switches.disableOn404 ?? chosen?.switches.disableOn404 ?? null,
    sendState: switches.sendState ?? chosen?.switches.sendState ?? null,
  };
}

function ofProgram({ type, at }: CheckState): Unknown[] {
  if (type !== 'external-check' || !at) return [];
  const because = 'a program decides, and what it does is not known here';
  return [{ ...at, text: 'option external-check', because, affects: 'check' }];
}

/** Only rules that stand before `option httpchk` can ask for that: their order is not checked. */
function secondRequests(rules: readonly CheckRule[]): Unknown[] {
  let sends = 0;
  return rules.flatMap(({ action, at }): Unknown[] => {
    if (action === 'connect') sends = 0;
    if (action === 'send') sends += 1;
    const because = 'a second request on a connection that HAProxy closes after the first';
    return action === 'send' && sends > 1 ? [{ ...at, text: 'http-check send', because, affects: 'check' }] : [];
  });
}

function ignoredPlaces(state: CheckState): Place[] {
  const { type, parent, switches } = state;
  const own = [state.http, state.tcp].filter((rules) => !runs(state, rules)).flatMap(placesOf);
  // Of the rules that a defaults section leaves unused, those that somebody may expect to be used.
  const above = [parent?.http, parent?.tcp].filter((rules) => rules?.type === type && rules !== state.chosen);
  const unused = above.flatMap((rules) => (rules && parent && !runs(parent, rules) ? placesOf(rules) : []));
  const idle =
    type === 'httpchk' ? [] : placesOf(switches).filter((place) => !placesOf(parent?.switches).includes(place));
  return [...own, ...idle, ...unused];
}

function runs(state: CheckState, rules: Ruleset): boolean {
  return state.chosen === rules && state.type === rules.type;
}

function placesOf(from: Ruleset | Switches | undefined): Place[] {
  if (!from) return [];
  if (!('rules' in from)) return [from.disableOn404, from.sendState].filter((place) => place !== null);
  return [...from.rules.filter(isWritten).map(({ rule }) => rule.at), ...placesOf(from.switches)];
}

/** The request of `option httpchk` is no `http-check` rule. */
function isWritten({ rule }: Ruleset['rules'][number]): boolean {
  return rule.action !== 'send' || !rule.fromOption;
}

function lostCheck(state: CheckState): HealthCheck | null {
  const { parent, type, chosen } = state;
  const sameKind = (type === 'httpchk' || type === 'tcp-check') && parent?.type === type;
  if (!sameKind || chosen === parent.chosen || !parent.chosen) return null;
  const lines = parent.chosen.rules.filter(isWritten);
  const nothing = lines.length === 0 && placesOf(parent.chosen.switches).length === 0;
  return nothing && !(state.inherited && type === 'httpchk') ? null : checkOf(parent);
}

/** An option that stands below rules takes the warning about them away (haproxy v3.2.0 src/tcpcheck.c:4322, 5347). */
function isSilenced(rule: Place, { at, inherited, type }: CheckState): boolean {
  return at !== null && !inherited && type !== 'external-check' && rule.file === at.file && rule.line < at.line;
}

/**
 * Rules that HAProxy ignores with a warning (haproxy v3.4.0 src/proxy.c:1905, 2456).
 * @param state a proxy
 * @returns the warnings
 */
export function unusedProblems(state: CheckState): Problem[] {
  return [state.http, state.tcp].flatMap((rules) => {
    const first = rules.rules.find((draft) => isWritten(draft) && !isSilenced(draft.rule.at, state));
    if (!first || runs(state, rules)) return [];
    const keyword = rules.type === 'httpchk' ? 'http-check' : 'tcp-check';
    const message = `the ${keyword} rules are ignored: option ${rules.type} is not in force`;
    return [warned(first.rule.at, null, message)];
  });
}
