import type { CheckPrediction, TrafficPrediction } from '../../src/check-types.ts';
import type { MeasuredCheck, MeasuredTraffic } from './measure/measured.ts';

/** What is compared. Where one column differs, those behind it of the same half do too. */
export const columns = ['status', 'code', 'up', 'info', 'client status', 'termination'] as const;

export type Column = (typeof columns)[number];

/** The first column in which nothing predicted is like what was measured. */
export interface Difference {
  column: Column;
  text: string;
}

/** One outcome of a predicted check. */
export type CheckMember = Pick<CheckPrediction, 'status' | 'code' | 'info' | 'up'>;

/** The outcomes that a prediction allows, the likeliest first. */
export const checkMembers = (predicted: CheckPrediction): CheckMember[] => [predicted, ...predicted.alternatives];

/** Texts of the operating system, which may be another connection's where HAProxy has several. */
const systemError =
  /(?:Connection (?:refused|reset by peer)|Broken pipe|Message too long|Protocol error|Bad file descriptor|No such file or directory|Transport endpoint is not connected|Invalid argument|Success)/;
const bracket = new RegExp(` \\(${systemError.source}\\)`, 'g');
const alone = new RegExp(`^${systemError.source}`);

const withoutSystemError = (info: string): string => info.replace(bracket, '').replace(alone, '');

/**
 * Holds a measured check against its prediction.
 * @param predicted the prediction
 * @param measured what HAProxy reported
 * @param shared it had other connections too: texts of the operating system in `info` are passed over
 * @returns where they differ; null: they agree
 */
export function checkDifference(
  predicted: CheckPrediction,
  measured: MeasuredCheck,
  shared: boolean,
): Difference | null {
  const members = checkMembers(predicted).map(({ status, code, info, up }) => ({ status, code, info, up }));
  const text = `predicted ${JSON.stringify(members)}, HAProxy says ${JSON.stringify(measured)}`;
  const differs = (column: Column): Difference => ({ column, text });
  const sameStatus = checkMembers(predicted).filter(({ status }) => (status ?? '') === measured.status);
  if (sameStatus.length === 0) return differs('status');
  const sameCode = sameStatus.filter(({ code }) => code === measured.code || measured.info === null);
  if (sameCode.length === 0) return differs('code');
  const same = sameCode.filter(({ up }) => up === measured.up);
  if (same.length === 0) return differs('up');
  if (measured.status === '' || measured.info === null) return null;
  const seen = shared ? withoutSystemError(measured.info) : measured.info;
  const foretold = same.flatMap(({ info }) => (shared ? info.map(withoutSystemError) : info));
  return foretold.includes(seen) ? null : differs('info');
}

/**
 * Holds measured traffic against its prediction.
 * @param predicted the prediction; undefined: there is none
 * @param measured what the client received and HAProxy logged
 * @returns where they differ; null: they agree
 */
export function trafficDifference(
  predicted: TrafficPrediction | undefined,
  measured: MeasuredTraffic,
): Difference | null {
  const members = predicted ? [predicted, ...predicted.alternatives] : [];
  const words = members.map(({ status, termination }) => `${status} ${termination}`).join(' or ');
  const text = `predicted ${words || 'nothing'}, the client got ${measured.status} ${measured.termination}`;
  const same = members.filter(({ status }) => status === measured.status);
  if (same.length === 0) return { column: 'client status', text };
  return same.some(({ termination }) => termination === measured.termination) ? null : { column: 'termination', text };
}
