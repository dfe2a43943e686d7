import type { Fault } from '../need.ts';
import { presented } from '../presented.ts';

/** The only directives that work accept any certificate (HAProxy manual, `verify`). */
export const verifyNone: Fault = {
  id: 'verify-none',
  code: 'SNI301',
  title: "the backend's certificate is not verified",
  severity: 'warning',
  shown(view, remedy) {
    const seen = presented(view);
    if (!seen || !remedy || !(remedy.ssl || remedy.checkSsl) || remedy.verify !== 'none') return null;
    const verifiable = seen.tls.trusted && seen.tls.matchesHost !== false;
    const cause = verifiable ? 'no name is known to verify' : 'the certificate cannot be verified as it is';
    return {
      evidence: [seen.id],
      because: `With \`verify none\` HAProxy talks to whoever answers at that address. It is offered only because ${cause}.`,
    };
  },
};
