import type { CheckPrediction, TrafficPrediction } from '../../check-types.ts';
import type { LiveServer } from '../../triage-types.ts';

/**
 * A check as HAProxy reports it.
 * @param check its status, code and info
 * @returns `L6RSP "SSL handshake failure"`; raw where the info is
 */
export function reported({ status, code, info }: Pick<LiveServer, 'status' | 'code' | 'info'>): string {
  const words = [status ?? 'nothing', ...(code === null ? [] : [String(code)]), ...(info ? [`"${info}"`] : [])];
  return words.join(' ');
}

/**
 * A check as it is foretold.
 * @param check the prediction
 * @returns as of {@link reported}
 */
export function foretold({ status, code, info }: CheckPrediction): string {
  return reported({ status, code, info: info[0] ?? null });
}

/**
 * What clients get.
 * @param traffic what is foretold of each
 * @returns `www.example.test gets 503 (SC--)`, of at most three; '': nothing is known
 */
export function clientsGet(traffic: readonly TrafficPrediction[]): string {
  const known = traffic.filter(({ termination }) => termination !== null);
  const said = known.slice(0, 3).map(({ host, status, termination }) => {
    return `${host ?? 'a client'} gets ${status ?? 'no HTTP answer'} (${termination})`;
  });
  return said.join(', ');
}
