import type { CheckSend, HealthCheck } from '../../haproxy/model/types.ts';
import type { Lint } from '../lint.ts';
import { checkFails } from './outcome.ts';
import { checkOf, connects, listed } from './setting.ts';

/** Any `http-check` rule of a backend starts a list of its own: what `defaults` had is not merged into it. */
export const checkRulesLost: Lint = {
  id: 'check-rules-lost',
  code: 'SNI311',
  title: 'a check rule of the backend discards what it inherited',
  severity: 'warning',
  found(subject) {
    const { proxy } = subject;
    const check = checkOf(subject);
    const before = proxy.lostChecks;
    if (!before || check !== proxy.check || before.type !== check.type) return null;
    const { request, rest } = lost(before, check);
    const all = [...request, ...rest];
    const own = check.rules.find((rule) => !(rule.action === 'expect' && rule.implicit));
    if (all.length === 0) return null;
    return {
      at: own?.at ?? proxy.at,
      because: `This rule replaces all that \`defaults\` says of the check. Gone ${all.length === 1 ? 'is' : 'are'} ${listed(all)}.`,
      advice: ['Write the whole check into the backend: `option httpchk`, `http-check send` and `http-check expect`.'],
      fixable: true,
      // A request may be meant to be expected otherwise; one that is gone without another is not.
      severity: request.length === 0 ? 'info' : checkFails(subject) ? 'error' : 'warning',
    };
  },
};

function lost(before: HealthCheck, now: HealthCheck): { request: string[]; rest: string[] } {
  const was = before.rules.find((rule) => rule.action === 'send');
  const is = now.rules.find((rule) => rule.action === 'send');
  const rest: string[] = [];
  if (explicit(before, 'expect') && !explicit(now, 'expect')) rest.push('what was expected of the answer');
  if (connects(before).length > 0 && connects(now).length === 0) rest.push('how it connected');
  if (!was) return { request: [], rest };
  if (!is) return { request: ['the request: none is sent any more'], rest };
  const request: string[] = [];
  // HAProxy's own request, where the inherited one was another.
  if (is.method === 'OPTIONS' && is.uri === '/' && (was.method !== 'OPTIONS' || was.uri !== '/'))
    request.push(`\`${was.method} ${was.uri}\` (now it is \`OPTIONS /\`)`);
  if (host(was) !== undefined && host(is) === undefined) request.push(`the Host \`${host(was)}\``);
  return { request, rest };
}

function explicit({ rules }: HealthCheck, action: 'expect'): boolean {
  return rules.some((rule) => rule.action === action && !rule.implicit);
}

function host({ headers }: CheckSend): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
}
