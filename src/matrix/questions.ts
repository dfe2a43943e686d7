import { isIP } from 'node:net';
import { bracketed } from '../host-name.ts';
import { trafficRequest } from '../plan.ts';
import { plan } from '../probe/way.ts';
import type { JudgeAsked } from '../report/matrix/judge.ts';
import type { Plan, Question } from '../types.ts';
import type { Manner } from './manners.ts';
import type { MatrixOptions } from './options.ts';

/** What is asked for one host, whatever the target. */
export interface HostAsked {
  host: string;
  /** null: an address is no server name (RFC 6066, section 3). */
  sni: string | null;
  hostHeader: string;
}

/**
 * What a host is asked for with.
 *
 * @param host as it is sent, an IPv6 literal without brackets
 */
export function hostAsked(host: string): HostAsked {
  const isAddress = isIP(host) !== 0;
  return { host, sni: isAddress ? null : host, hostHeader: isAddress ? bracketed({ name: host, isAddress }) : host };
}

/** Makes questions, connections and what they are judged by, all of one run. */
export interface Asking {
  question(at: { address: string; port: number }, asked: HostAsked): Question;
  /** Traffic as HAProxy would send it for the host, and the only request on its connection. */
  connection(question: Question, manner: Manner): Plan;
  judged(asked: HostAsked, manner: Manner): JudgeAsked;
}

/**
 * Works out what is the same for all cells of a run.
 *
 * @param options of the run
 */
export function startAsking(options: MatrixOptions): Asking {
  const { method, path, expect, timeout, source, proxy, certificate, caFile } = options;
  const forwardedProto = options.forwardedProto ?? false;
  const rest = {
    ...{ httpPort: null, publicHost: null, path, method, expect, forwardedProto, mode: 'http' as const },
    ...{ proxy, certificate, caFile, source, timeout, gentle: false },
  };
  const caGiven = caFile !== null;
  const now = secondClock();
  return {
    question: ({ address, port }, asked) => ({ address, port, ...asked, ...rest }),
    connection(question, { way, forwarded }) {
      const request = trafficRequest(method, path, question.hostHeader, forwardedProto || forwarded);
      request.headers.push(['connection', 'close']);
      return plan(question, way, { request });
    },
    judged: (asked, { way }) => ({ ...asked, method, path, expect, caGiven, way, at: now() }),
  };
}

/** Dates of certificates have no finer unit, and to write one down for every cell would show. */
function secondClock(): () => string {
  let second = 0;
  let text = '';
  return () => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) text = new Date(now * 1000).toISOString();
    second = now;
    return text;
  };
}
