import type { Fault } from '../need.ts';
import { tlsServiceNotHttp } from './tls-service-not-http.ts';

/** The request arrives and is never answered. */
export const responseTimeout: Fault = {
  id: 'response-timeout',
  code: 'SNI405',
  title: 'the request is never answered',
  severity: 'error',
  shown(view) {
    const o = view.primary;
    if (o?.failure?.kind !== 'timeout' || o.failure.stage !== 'http') return null;
    if (tlsServiceNotHttp.shown(view, null)) return null;
    return {
      evidence: [o.id],
      because: `${o.plan.tls ? 'The TLS handshake is complete; then silence' : 'Silence'} after the request for ${Math.round(o.ms)} ms.`,
      advice: [
        'The application behind this port hangs, or the path is a slow one: try --path with a cheap health page. A service that is not HTTP may wait for its client: then probe with --mode tcp.',
      ],
    };
  },
};
