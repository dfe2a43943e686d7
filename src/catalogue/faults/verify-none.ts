import type { Fault } from '../need.ts';
import { presented } from '../presented.ts';

/** The only directives that work accept any certificate (HAProxy manual, `verify`). */
export const verifyNone: Fault = {
  id: 'verify-none',
  code: 'SNI301',
  title: 'the recommended directives do not verify the backend',
  severity: 'warning',
  shown(view) {
    const seen = presented(view);
    if (!seen || view.centre === null || !view.served(view.centre)) return null;
    if (seen.tls.trusted && seen.tls.matchesHost !== false) return null;
    return {
      evidence: [seen.id],
      because:
        'With `verify none` HAProxy talks to whoever answers at that address. It is offered only because the certificate cannot be verified as it is.',
    };
  },
};
