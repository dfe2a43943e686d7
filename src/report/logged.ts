import { checkOutcomes } from '../haproxy/logs.ts';
import { barest } from '../haproxy/settings.ts';
import { expand, type HaproxyVersion } from '../haproxy/versions.ts';
import type { CheckOutcome, Observation, Question } from '../types.ts';

/**
 * What HAProxy's health check logs where it meets what a connection met.
 * @param o the observation of any plan
 * @param question what was asked
 * @param version one version, or `any`: then what most versions log
 * @returns `L6RSP "SSL handshake failure"`, `L7OK 200`
 */
export function logged(o: Observation, question: Question, version: HaproxyVersion): string {
  const { request, tls } = o.plan;
  const settings = barest(question, tls !== null);
  const httpchk = request && {
    method: request.method,
    path: request.path,
    version: '1.1' as const,
    headers: [],
    expect: question.expect,
  };
  const sent = { check: o.plan, traffic: o.plan, checkName: null, trafficName: null };
  const counts = new Map<string, number>();
  for (const release of expand(version)) {
    const [outcome] = checkOutcomes({ ...settings, httpchk }, sent, o, release);
    if (outcome) counts.set(words(outcome), (counts.get(words(outcome)) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

function words({ status, code, info }: CheckOutcome): string {
  return [status, ...(code === null ? [] : [code]), ...(info[0] ? [`"${info[0]}"`] : [])].join(' ');
}
