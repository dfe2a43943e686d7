import type { Fault } from '../need.ts';
import { presented } from '../presented.ts';

/** The validity of the leaf has not begun (RFC 5280, section 4.1.2.5): a clock is wrong, or the certificate is early. */
export const certificateNotYetValid: Fault = {
  id: 'certificate-not-yet-valid',
  code: 'SNI411',
  title: 'the certificate is not valid yet',
  severity: 'warning',
  shown(view) {
    const seen = presented(view);
    if (!seen || seen.leaf.notBefore <= view.at) return null;
    return {
      evidence: [seen.id],
      because: `It is valid from ${seen.leaf.notBefore}; the clock here says ${view.at}.`,
      advice: ['Compare the clocks of this machine, of HAProxy and of whoever issued the certificate.'],
    };
  },
};
