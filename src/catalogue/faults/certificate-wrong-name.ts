import type { Fault } from '../need.ts';
import { presented } from '../presented.ts';

/** The certificate that is presented for the name does not hold it (RFC 9525, section 6). */
export const certificateWrongName: Fault = {
  id: 'certificate-wrong-name',
  code: 'SNI412',
  title: 'the certificate is for another name',
  severity: 'warning',
  shown(view) {
    const seen = presented(view);
    if (!seen || view.question.sni === null || seen.tls.matchesHost !== false) return null;
    return {
      evidence: [seen.id],
      because: `Asked for ${view.question.sni}, the backend presents a certificate without that name.`,
      advice: ['Give the backend a certificate for this name, or ask it under the name that its certificate holds.'],
    };
  },
};
