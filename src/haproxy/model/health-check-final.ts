import { type Draft, isComment, isOptionSend, plainExpect, type SendDraft } from './health-check-draft.ts';
import { firstRule } from './health-check-merge.ts';
import type { CheckExpect, CheckRule, CheckSend, Unknown } from './types.ts';

/**
 * The rules of an HTTP check as HAProxy runs them: what `option httpchk` says goes behind a first connect, and a rule
 * that expects 200 to 399 follows where the last one sends (haproxy v3.4.0 src/tcpcheck.c:4003-4045).
 * @param rules as they were added
 * @returns all of them
 */
export function finalHttpRules(rules: readonly Draft[]): readonly Draft[] {
  const first = firstRule(rules);
  const next = firstRule(rules, first + 1);
  const [option, connect] = [rules[first], rules[next]];
  let all = rules;
  if (option && isOptionSend(option) && connect?.rule.action === 'connect') {
    const moved = { ...option, rule: { ...option.rule, step: connect.rule.step + 1 } };
    all = [...rules.slice(0, first), ...rules.slice(first + 1, next + 1), moved, ...rules.slice(next + 1)];
  }
  const last = all.findLast(({ rule }) => rule.action !== 'other');
  return last?.rule.action === 'send' ? [...all, implicitExpect(last)] : all;
}

/** HAProxy's own: 2xx and 3xx are healthy. */
function implicitExpect({ rule: { at, step } }: Draft): Draft {
  const match: CheckExpect['match'] = { kind: 'status', list: '200-399' };
  return { rule: { ...plainExpect(at), step: step + 1, match, implicit: true }, unknown: [] };
}

/**
 * Rules as the model has them: nothing is open any more, and comments have been handed on to the rules that follow
 * (haproxy v3.4.0 src/tcpcheck.c:4093-4150).
 * @param drafts the rules in the order in which they run
 * @returns the rules, and what is not known of them
 */
export function finished(drafts: readonly Draft[]): { rules: CheckRule[]; unknown: Unknown[] } {
  let comment: string | null = null;
  let before = 'comment';
  const rules = drafts.map((draft): CheckRule => {
    const kind = isComment(draft) ? 'comment' : draft.rule.action;
    if (kind !== before && before !== 'comment') comment = null;
    before = kind;
    const { rule } = draft;
    if (kind === 'comment') comment = rule.comment;
    const own: string | null = rule.comment ?? (kind === 'other' ? null : comment);
    if (kind === 'connect' || kind === 'other') comment = null;
    return rule.action === 'send' ? sent(rule, own) : { ...rule, comment: own };
  });
  return { rules, unknown: drafts.flatMap(({ rule, unknown }) => [...unknown, ...unknownOf(rule)]) };
}

function unknownOf(rule: Draft['rule']): Unknown[] {
  if (rule.action !== 'send') return [];
  const { method, uri, version, body, headers } = rule;
  const values = [method, uri, version, body, ...headers.map(({ value }) => value)];
  return values.flatMap((value) => value?.unknown ?? []);
}

function sent({ action, at, step, fromOption, ...draft }: SendDraft, comment: string | null): CheckSend {
  // A header whose value comes out empty is left out.
  const full = draft.headers.filter(({ value }) => value.text !== '');
  const headers = full.map(({ name, value }): [string, string] => [name, value.text]);
  const method = draft.method?.text ?? 'OPTIONS';
  const uri = withHost(draft.uri?.text || '/', method, headers);
  const version = draft.version?.text ?? 'HTTP/1.0';
  return { action, at, comment, step, method, uri, version, headers, body: draft.body?.text ?? null, fromOption };
}

/** A target with a host in it takes the one of the Host header (haproxy v3.4.0 src/http_htx.c, http_update_authority). */
function withHost(uri: string, method: string, headers: CheckSend['headers']): string {
  const host = headers.findLast(([name]) => name.toLowerCase() === 'host')?.[1];
  if (host === undefined || /^[/*]/.test(uri)) return uri;
  if (method === 'CONNECT') return host;
  const [, scheme = '', path = ''] = /^([A-Za-z][\w+.-]*:\/\/)?[^/?#]*(.*)$/s.exec(uri) ?? [];
  return `${scheme}${host}${path}`;
}
