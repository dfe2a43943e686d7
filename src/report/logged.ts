import { checkOutcomes } from '../haproxy/check-outcomes.ts';
import { defaultInter } from '../haproxy/check-sends.ts';
import type { CheckSent } from '../haproxy/sent.ts';
import { expectRule } from '../haproxy/settings-model.ts';
import { expand, type HaproxyVersion } from '../haproxy/versions.ts';
import type { CheckOutcome, Observation, Question } from '../types.ts';

/**
 * What HAProxy's health check logs where it meets what a connection met.
 * @param o the observation of any plan
 * @param question what was asked
 * @param version one version, or `any`: then what most versions log
 * @returns `L6RSP "SSL handshake failure"`, `L7OK 200`; empty for a handshake that was begun and left, for want of a check
 *   like it
 */
export function logged(o: Observation, question: Question, version: HaproxyVersion): string {
  if (o.answer) return '';
  const check = checkOf(o, question);
  const counts = new Map<string, number>();
  for (const release of expand(version)) {
    const [outcome] = checkOutcomes(check, [o], release);
    if (outcome) counts.set(words(outcome), (counts.get(words(outcome)) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** A check that makes this very connection, and trusts whom it meets. */
function checkOf({ plan }: Observation, { expect }: Question): CheckSent {
  const trust = { verify: 'none', name: null, from: null } as const;
  const rules = plan.request ? [expectRule(expect)] : [];
  return {
    type: plan.request ? 'httpchk' : 'none',
    legs: [{ plan, trust, connect: null, rules }],
    limits: { connect: defaultInter, answer: null },
    disableOn404: false,
    forgetsCode: false,
  };
}

function words({ status, code, info }: CheckOutcome): string {
  return [status, ...(code === null ? [] : [code]), ...(info[0] ? [`"${info[0]}"`] : [])].join(' ');
}
