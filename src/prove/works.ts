import type { ProvedServer, ProvedTraffic } from '../prove-types.ts';
import type { Subject } from './trial.ts';

/**
 * Whether a server is UP, where it has a check, and every client got what it came for.
 * @param server what a real HAProxy made of it
 * @param subject whom clients asked for
 * @param isFine whether a status is an answer as it should be
 * @returns false also where clients came and nothing is known of what they got
 */
export function works(
  { check, traffic }: ProvedServer,
  { hosts }: Pick<Subject, 'hosts'>,
  isFine: (status: number) => boolean,
): boolean {
  if (check.up === false) return false;
  const served = (one: ProvedTraffic) => (one.status === null ? one.termination === '--' : isFine(one.status));
  return hosts.every(({ host }) => {
    const own = traffic.filter((one) => one.host === host);
    return own.length > 0 && own.every(served);
  });
}
