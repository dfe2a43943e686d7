import { type HaproxyVersion, since } from '../versions.ts';
import { type Draft, isOptionSend, type SendDraft } from './health-check-draft.ts';
import { type CheckLine, type Refusal, refuse } from './health-check-line.ts';

/**
 * Adds a rule behind the others.
 * @param rules the rules so far
 * @param draft the new one
 * @param line its line
 * @returns all of them, or why it is refused
 */
export function addRule(rules: readonly Draft[], draft: Draft, line: CheckLine): readonly Draft[] | Refusal {
  return connectProblem(rules, draft, line) ?? [...rules, stepped(draft, nextStep(rules))];
}

/**
 * Adds an `http-check` rule while `option httpchk` is in force: the order is checked, and the first send rule is merged
 * with what the option says (haproxy v3.4.0 src/tcpcheck.c:3920-4000). Rules that stand before the option are added by
 * {@link addRule}: nobody checks their order.
 * @param rules the rules so far
 * @param draft the new one
 * @param line its line
 * @returns all of them, or why it is refused
 */
export function addHttpRule(rules: readonly Draft[], draft: Draft, line: CheckLine): readonly Draft[] | Refusal {
  const problem = connectProblem(rules, draft, line) ?? orderProblem(rules, draft, line);
  if (problem) return problem;
  const first = rules[firstRule(rules)];
  if (draft.rule.action !== 'send' || first?.rule.action !== 'send' || !first.rule.fromOption)
    return [...rules, stepped(draft, nextStep(rules))];
  const merged = { ...overwrite(first.rule, draft.rule, line), at: draft.rule.at };
  return [...rules.filter((other) => other !== first), { rule: merged, unknown: [] }];
}

/**
 * Adds what `option httpchk` says of the request: it replaces an earlier option, is merged into an `http-check send`
 * that stands first, or comes before everything (haproxy v3.4.0 src/tcpcheck.c:3933-3960).
 * @param rules the rules so far
 * @param draft the send rule of the option
 * @param line its line
 * @returns all of them
 */
export function addOption(rules: readonly Draft[], draft: Draft, line: CheckLine): readonly Draft[] {
  const option = stepped(draft, 1);
  let at = firstRule(rules);
  if (rules[at]?.rule.action === 'connect') at = firstRule(rules, at + 1);
  const old = rules[at];
  if (old?.rule.action !== 'send' || option.rule.action !== 'send') return [option, ...rules];
  if (old.rule.fromOption) return [option, ...rules.filter((other) => other !== old)];
  return rules.with(at, { rule: overwrite(old.rule, option.rule, line), unknown: [] });
}

/**
 * The place of the first rule that is neither a comment nor sets a variable.
 * @param rules the rules
 * @param from where to begin
 * @returns -1 where there is none
 */
export function firstRule(rules: readonly Draft[], from = 0): number {
  return rules.findIndex(({ rule }, i) => i >= from && rule.action !== 'other');
}

function connectProblem(rules: readonly Draft[], draft: Draft, line: CheckLine): Refusal | null {
  if (draft.rule.action !== 'connect') return null;
  const first = rules.find((other) => other.rule.action !== 'other' && !isOptionSend(other));
  if (!first || first.rule.action === 'connect') return null;
  return refuse(line, 1, 'where one rule connects, the first one must');
}

function orderProblem(rules: readonly Draft[], { rule }: Draft, line: CheckLine): Refusal | null {
  const last = rules.findLast((other) => other.rule.action !== 'other');
  if (!last || isOptionSend(last)) return null;
  const before = last.rule.action;
  if (rule.action === 'send' && before !== 'connect')
    return refuse(line, 1, 'a further send needs a connect in front of it');
  if (rule.action === 'expect' && before === 'connect') return refuse(line, 1, 'expect needs a send in front of it');
  if (rule.action === 'connect' && before !== 'expect')
    return refuse(line, 1, 'a further connect needs an expect in front of it');
  return null;
}

/** A send rule after another has been laid over it: what the other says counts. */
function overwrite(old: SendDraft, by: SendDraft, { version }: CheckLine): SendDraft {
  return {
    ...old,
    method: by.method ?? old.method,
    uri: by.uri ?? old.uri,
    version: by.version ?? old.version,
    headers: by.headers.length > 0 || losesHeaders(version) ? by.headers : old.headers,
    body: by.body ?? old.body,
    fromOption: false,
  };
}

/** The headers got lost even where the other rule had none, until 4c8e58def (2.7-dev2; measured not to on 2.6.12). */
function losesHeaders(version: HaproxyVersion): boolean {
  const [, minor] = version.release ?? [2, 6];
  return !since(version, minor === 6 ? '2.6.12' : '2.7');
}

/** Numbers go on from the rule before; what the option says counts for none. */
function nextStep(rules: readonly Draft[]): number {
  const last = rules.at(-1);
  return !last || isOptionSend(last) ? 1 : last.rule.step + 1;
}

function stepped(draft: Draft, step: number): Draft {
  return { ...draft, rule: { ...draft.rule, step } };
}
