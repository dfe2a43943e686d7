import type { Fault } from '../need.ts';
import { presented } from '../presented.ts';

/** The validity of the leaf is over (RFC 5280, section 4.1.2.5). */
export const certificateExpired: Fault = {
  id: 'certificate-expired',
  code: 'SNI410',
  title: 'the certificate has expired',
  severity: 'warning',
  shown(view) {
    const seen = presented(view);
    if (!seen || seen.leaf.notAfter >= view.at) return null;
    return {
      evidence: [seen.id],
      because: `It was valid until ${seen.leaf.notAfter}.`,
      advice: ['Renew the certificate at the backend. Until then only `verify none` accepts it.'],
    };
  },
};
