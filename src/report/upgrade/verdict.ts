import type { Both } from '../../catalogue/upgrades/upgrade.ts';
import type { CheckPrediction, TrafficPrediction } from '../../check-types.ts';
import type { Severity } from '../../types.ts';
import { trafficFails } from '../check/question.ts';
import { type Conversation, isChecked, type Pair, type Reported } from './pair.ts';

/** How a conversation ends under two versions. */
export type Verdict =
  /** As before. */
  | 'same'
  /** It passed, and fails now. */
  | 'broken'
  /** It failed, and passes now. */
  | 'mended'
  /** It ends otherwise, and no better or worse. */
  | 'other'
  /** Of one version or both it is not known. */
  | 'unknown';

/**
 * Compares the ends of a conversation.
 * @param pair the server
 * @param reported of both versions
 * @param conversation which
 * @returns the verdict
 */
export function verdictOf(pair: Pair, reported: Both<Reported>, { of, row }: Conversation): Verdict {
  if (of === 'check') return ofCheck(pair, reported);
  const [before, after] = [reported.from.traffic[row.from], reported.to.traffic[row.to]];
  return before && after ? ofTraffic(before, after) : 'unknown';
}

function ofCheck({ from, to }: Pair, reported: Both<Reported>): Verdict {
  const [before, after] = [reported.from.check, reported.to.check];
  if (isOpen(from, before) || isOpen(to, after)) return 'unknown';
  if (sameCheck(before, after)) return 'same';
  if (before.up === true && after.up === false) return 'broken';
  return before.up === false && after.up === true ? 'mended' : 'other';
}

function isOpen(target: Pair['from'], { status }: CheckPrediction): boolean {
  return target !== null && isChecked(target) && status === null;
}

/**
 * Whether two checks end alike.
 * @param a one
 * @param b the other
 * @returns true where status, code and the server's state are the same
 */
export function sameCheck(a: CheckPrediction, b: CheckPrediction): boolean {
  return a.status === b.status && a.code === b.code && a.up === b.up;
}

function ofTraffic(before: TrafficPrediction, after: TrafficPrediction): Verdict {
  const [failed, fails] = [before, after].map(({ status, termination }) =>
    termination === null ? null : trafficFails({ status, termination }),
  );
  if (failed == null || fails == null) return 'unknown';
  // Bytes that are passed through have no status: whether they get there is what counts.
  if (before.status === after.status && failed === fails) return 'same';
  if (failed === fails) return 'other';
  return fails ? 'broken' : 'mended';
}

/**
 * How bad it is that conversations of a server end otherwise.
 * @param verdicts of those that do, each with its conversation
 * @param after what is reported under the second version
 * @returns `error` where something that passed fails, `info` where what failed passes and nothing else is wrong
 */
export function severityOf(verdicts: readonly (readonly [Conversation, Verdict])[], after: Reported): Severity {
  // Nobody asks for an address with its port: what a server name made of it brings is no site's.
  const breaks = verdicts.some(([{ of, host }, verdict]) => verdict === 'broken' && (of === 'check' || host !== null));
  if (breaks) return 'error';
  const onlyMends = verdicts.every(([, verdict]) => verdict === 'mended');
  return onlyMends && !isTrap(after) ? 'info' : 'warning';
}

/**
 * Whether a server is UP and gives clients an error.
 * @param reported of one version
 * @returns the client; undefined: it is not so
 */
export function isTrap({ check, traffic }: Reported): TrafficPrediction | undefined {
  if (check.up !== true) return undefined;
  return traffic.find(({ status, termination }) => termination !== null && trafficFails({ status, termination }));
}
