import type { Fault } from '../need.ts';
import { presented } from '../presented.ts';
import type { View } from '../view.ts';

/** The only directives that work accept any certificate (HAProxy manual, `verify`). */
export const verifyNone: Fault = {
  id: 'verify-none',
  code: 'SNI301',
  title: 'the recommended directives do not verify the backend',
  severity: 'warning',
  shown(view) {
    const seen = presented(view);
    if (!seen || view.centre === null || !view.served(view.centre)) return null;
    const nameless = namesNothing(view);
    if (seen.tls.trusted && seen.tls.matchesHost !== false && !nameless) return null;
    const cause = nameless ? 'no name is known to verify' : 'the certificate cannot be verified as it is';
    return {
      evidence: [seen.id],
      because: `With \`verify none\` HAProxy talks to whoever answers at that address. It is offered only because ${cause}.`,
    };
  },
};

/**
 * Whether nothing says for which name a certificate would have to be. HAProxy verifies no name at all then, and from
 * 3.3 on the Host of each client, which is the address where nobody knows better.
 * @param view the evidence
 * @returns true where neither server name nor Host was given
 */
export function namesNothing({ question }: View): boolean {
  return question.mode === 'http' && question.sni === null && question.hostHeader === null;
}
