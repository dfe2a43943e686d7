import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';
import { tlsServiceNotHttp } from './tls-service-not-http.ts';

/** The request is read and the connection cut without an answer. */
export const closedWithoutAnswer: Fault = {
  id: 'closed-without-answer',
  code: 'SNI422',
  title: 'the connection is cut after the request, without an answer',
  severity: 'error',
  shown(view) {
    const o = view.primary;
    const kind = o?.failure?.kind;
    if (o?.failure?.stage !== 'http' || (kind !== 'reset' && kind !== 'closed')) return null;
    if (tlsServiceNotHttp.shown(view, null)) return null;
    return {
      evidence: [o.id],
      because: `${o.plan.tls ? 'The TLS handshake is complete; the connection is' : 'The connection is'} ${describe(o)}.`,
      advice: [
        'Look at the log of the application behind this port: it crashes, or it does not speak HTTP (then probe with --mode tcp).',
      ],
    };
  },
};
