import type { CheckPrediction, TrafficPrediction } from '../../check-types.ts';
import type { LiveServer } from '../../triage-types.ts';
import type { CheckOutcome } from '../../types.ts';

/**
 * Whether HAProxy reports what a connection from here comes to: the same; the same status with other words; something
 * else; one of the two is not known.
 */
export type Agreement = 'same' | 'words' | 'different' | 'unknown';

/** Statuses that say nothing of a connection (haproxy v3.4.0 src/check.c:300). */
const silent = new Set(['', 'UNK', 'INI', 'START', 'CHECKED', 'HANA', 'PROCERR', 'PROCTOUT', 'PROCOK']);

/**
 * Holds a check that HAProxy made against the same check made from here.
 * @param live the server as HAProxy has it
 * @param predicted what the check from here comes to
 * @returns how they agree
 */
export function agreement(
  { status, code, info, state }: Pick<LiveServer, 'status' | 'code' | 'info' | 'state'>,
  predicted: CheckPrediction | (CheckOutcome & { alternatives: CheckOutcome[] }),
): Agreement {
  // The agent's word counts for more than the check's.
  if (status === null || silent.has(status) || /agent/.test(state) || predicted.status === null) return 'unknown';
  const members = [predicted, ...predicted.alternatives].filter((one) => one.status === status);
  // While another check runs the code is 0 and the info empty (haproxy v3.4.0 src/check.c:457, seen on 2.8.25 and 3.4.7).
  const running = !code && !info;
  const same = members.filter((one) => running || code === null || one.code === null || one.code === code);
  if (same.length === 0) return 'different';
  if (info === null) return 'same';
  const texts = same.flatMap((one) => one.info.map(plain));
  return texts.length === 0 || texts.includes(plain(info)) ? 'same' : 'words';
}

/**
 * What the system says of a connection can be of another one of the same thread (measured on 2.6.12 to 3.4.7), and the
 * port of an info is the server's own.
 */
function plain(info: string): string {
  return info
    .replace(/ \((?:[A-Z][A-Za-z' ]+)\)/g, '')
    .replace(
      /^(?:Connection (?:reset by peer|refused|timed out)|Broken pipe|No route to host|Network is unreachable)/,
      '',
    )
    .replace(/\(connect port \d+/g, '(connect port N')
    .trim();
}

/**
 * Holds traffic that HAProxy logged against a client's request made from here.
 * @param live the server as HAProxy has it
 * @param predicted what clients get
 * @returns `same` where the termination state that was logged most is one of those foretold
 */
export function trafficAgreement({ terminations }: LiveServer, predicted: readonly TrafficPrediction[]): Agreement {
  const [most] = Object.entries(terminations ?? {}).sort((a, b) => b[1] - a[1]);
  const foretold = predicted.flatMap(({ termination, alternatives }) => [
    ...(termination === null ? [] : [termination]),
    ...alternatives.map((one) => one.termination),
  ]);
  if (!most || foretold.length === 0) return 'unknown';
  return foretold.some((one) => one.slice(0, 2) === most[0].slice(0, 2)) ? 'same' : 'different';
}
