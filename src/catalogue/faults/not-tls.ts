import type { Fault } from '../need.ts';

/** The port answers a ClientHello with something else, and does not serve HTTP in clear text either. */
export const notTls: Fault = {
  id: 'not-tls',
  code: 'SNI407',
  title: 'the port speaks neither TLS nor HTTP',
  severity: 'error',
  shown(view) {
    const o = view.primary;
    if (view.question.mode === 'tcp' || view.centre || o?.failure?.kind !== 'not-tls') return null;
    return {
      evidence: [o.id],
      because: o.failure.message,
      advice: ['Correct the port of the server line, or probe with --mode tcp: a check without option httpchk.'],
    };
  },
};
