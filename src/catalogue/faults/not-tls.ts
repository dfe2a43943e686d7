import { serviceOf } from '../answers/services.ts';
import type { Fault } from '../need.ts';
import { grpcBackend } from './grpc-backend.ts';
import { grpcUnavailable } from './grpc-unavailable.ts';
import { starttls } from './starttls.ts';

/** The port answers a ClientHello with something else, and does not serve HTTP in clear text either. */
export const notTls: Fault = {
  id: 'not-tls',
  code: 'SNI407',
  title: 'the port speaks neither TLS nor HTTP',
  severity: 'error',
  shown(view) {
    const o = view.primary;
    if (view.question.mode === 'tcp' || view.centre || o?.failure?.kind !== 'not-tls') return null;
    if ([starttls, grpcBackend, grpcUnavailable].some((one) => one.shown(view, null))) return null;
    const service = serviceOf(o.failure.received);
    return {
      evidence: [o.id],
      because: o.failure.message,
      advice: [
        ...(service && service.clear.length > 0
          ? [`For ${service.name}: \`mode tcp\`, and ${service.clear.map((line) => `\`${line}\``).join(', ')}.`]
          : []),
        'Correct the port of the server line, or probe with --mode tcp: a check without option httpchk.',
      ],
    };
  },
};
