import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';
import { waysOut } from '../needs/redirect.ts';
import { redirectsToHttps } from '../view.ts';

/** The clear-text port beside the target redirects to https: a server line that points there makes users go round. */
export const plainPortRedirects: Fault = {
  id: 'plain-port-redirects',
  code: 'SNI421',
  title: 'the plain port only redirects to https',
  severity: 'info',
  shown(view) {
    const plain = view.of('plain-with-host');
    if (!redirectsToHttps(plain)) return null;
    const told = view.of('plain-forwarded-proto');
    const steps = view.observations.filter(({ id }) => /^redirect-\d+$/.test(id));
    const helps = told?.http && !redirectsToHttps(told) && view.served(told);
    return {
      evidence: ['plain-with-host', ...(told ? [told.id] : []), ...steps.map(({ id }) => id)],
      because: `Port ${view.question.httpPort}: ${describe(plain)}, to https. A check there is green, and users of an https frontend are sent round for ever.${told ? ` With X-Forwarded-Proto: https: ${describe(told)}.` : ''}`,
      advice: [
        ...(helps ? ['`http-request set-header X-Forwarded-Proto https if { ssl_fc }` ends it on this backend.'] : []),
        ...waysOut(plain?.http?.headers.server),
      ],
    };
  },
};
