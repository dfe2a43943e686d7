import { trafficFails } from '../../../src/report/check/question.ts';
import type { Cell } from '../cells.ts';
import { host } from '../materials.ts';
import type { Measured, MeasuredTraffic } from '../measure/measured.ts';

/** Which half of a cell fails on a real HAProxy. */
export interface Failing {
  check: boolean;
  client: boolean;
}

/**
 * Says whether a cell fails.
 * @param cell which
 * @param measured what a real HAProxy made of it
 * @returns which half does; null: neither
 */
export function failingOf(cell: Cell, { check, traffic }: Measured): Failing | null {
  const failing = { check: check.up === false, client: isUnanswered(cell, traffic) };
  return failing.check || failing.client ? failing : null;
}

/** No answer, an error, or being sent round in circles. */
function isUnanswered({ configuration }: Cell, { answer, ...outcome }: MeasuredTraffic): boolean {
  if (trafficFails(outcome)) return true;
  const { client, mode } = configuration;
  return client === 'tls' && mode === 'http' && answer?.location === `https://${host}/`;
}
