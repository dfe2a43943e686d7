import type { Fault } from '../need.ts';
import { grpcBackend } from './grpc-backend.ts';
import { grpcUnavailable } from './grpc-unavailable.ts';
import { headTooLarge } from './head-too-large.ts';
import { tlsServiceNotHttp } from './tls-service-not-http.ts';

/** TLS is fine and what is spoken over it is not HTTP. */
export const notHttp: Fault = {
  id: 'not-http',
  code: 'SNI408',
  title: 'the answer to the request is not HTTP',
  severity: 'error',
  shown(view) {
    const o = view.primary;
    if (o?.failure?.stage !== 'http' || (o.failure.kind !== 'not-http' && o.failure.kind !== 'protocol')) return null;
    if ([headTooLarge, tlsServiceNotHttp, grpcBackend, grpcUnavailable].some((one) => one.shown(view, null)))
      return null;
    return {
      evidence: [o.id],
      because: `${o.plan.tls ? 'The TLS handshake is complete, but ' : ''}${o.failure.message}`,
      advice: [
        'For a service that is not HTTP use `mode tcp`: run the probe again with --mode tcp for its directives.',
      ],
    };
  },
};
