import type { ProvedCheck, ProvedServer, ProvedTraffic } from '../../prove-types.ts';
import { printable } from '../escape.ts';
import { grouped } from './grouped.ts';

/**
 * What HAProxy reported of a check.
 * @param check as it was seen
 * @returns `L6RSP "SSL handshake failure"`; where it came to nothing, that
 */
export function provedCheck({ status, code, info, up }: Partial<ProvedCheck>): string {
  if (up === null) return 'no check';
  if (status === null || status === undefined) return info ? printable(info, 60) : 'no result';
  const text = info ? ` "${printable(info, 60)}"` : '';
  return `${printable(status)}${code == null ? '' : ` ${code}`}${text}`;
}

type Answered = Pick<ProvedTraffic, 'status' | 'requests' | 'termination'>;

/** Of a passthrough that does not speak HTTP one can only say whether bytes went both ways. */
function statusWords({ status, termination }: Pick<ProvedTraffic, 'status' | 'termination'>): string {
  return status === null ? (termination === '--' ? 'passed on' : 'no HTTP') : `${status}`;
}

/**
 * What clients of one host received.
 * @param traffic of that host
 * @returns `200`, `200 (3 of 4), 503 (1 of 4)`
 */
export function provedTraffic(traffic: readonly Answered[]): string {
  if (traffic.length === 0) return 'not asked';
  const all = traffic.reduce((sum, { requests }) => sum + requests, 0);
  return traffic
    .map((one) => `${statusWords(one)}${one.requests < all ? ` (${one.requests} of ${all})` : ''}`)
    .join(', ');
}

/**
 * A server's outcome as one phrase.
 * @param server what became of it
 * @returns `DOWN, users get 503`
 */
export function provedServer({ check, traffic }: ProvedServer): string {
  const state = check.up === null ? [] : [check.up ? 'UP' : 'DOWN'];
  const statuses = [...grouped(traffic, statusWords).keys()];
  const users = statuses.join(' or ') === 'passed on' ? 'users are passed on' : `users get ${statuses.join(' or ')}`;
  return [...state, ...(statuses.length > 0 ? [users] : [])].join(', ');
}

/**
 * Whether a server has a check that fails or clients that get errors.
 * @param server what became of it
 * @returns true where it does
 */
export function provedFails({ check, traffic }: Pick<ProvedServer, 'check' | 'traffic'>): boolean {
  return check.up === false || traffic.some(isError);
}

/**
 * Whether clients got an error.
 * @param traffic what they got
 * @returns true for 4xx and 5xx, and for bytes that were not passed on
 */
export function isError({ status, termination }: Pick<ProvedTraffic, 'status' | 'termination'>): boolean {
  return status === null ? termination !== '--' : status >= 400;
}
