import type { ProbeResult } from '../../types.ts';
import type { Outcomes } from '../check/outcome.ts';
import type { Target } from '../check/target.ts';

/**
 * Why no edit of the configuration helps a server that fails.
 * @param target the server
 * @param outcomes what HAProxy reports of it
 * @param result what its backend needs; null: it was not asked
 * @returns a sentence
 */
export function leftBecause({ sent }: Target, outcomes: Outcomes, result: ProbeResult | null): string {
  const ended = sent.traffic.some((one, i) => one.ended && (outcomes.traffic[i]?.[0]?.status ?? 0) >= 400);
  if (!result && ended) return 'a rule of the configuration answers its clients itself: that is as it is written';
  if (!result) return 'its backend was not asked what it needs';
  const fault = result.findings.find(({ severity, id }) => severity === 'error' && !id.endsWith('-required'));
  const cause = fault ?? result.findings.find(({ severity }) => severity === 'error');
  return cause
    ? `no HAProxy setting helps: ${cause.title} (${cause.code})`
    : 'no HAProxy setting was found that its backend answers well to';
}
