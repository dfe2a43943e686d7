import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';
import { waysOut } from '../needs/redirect.ts';
import { tls } from '../needs/tls.ts';
import { type RedirectWalk, redirectWalk } from '../redirect-walk.ts';
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
    const walk = redirectWalk(view);
    const helps = told?.http && !redirectsToHttps(told) && view.served(told);
    return {
      evidence: ['plain-with-host', ...(told ? [told.id] : []), ...(walk?.answers.slice(1).map(({ id }) => id) ?? [])],
      because: `Port ${view.question.httpPort}: ${describe(plain)}, to https. A check there is green, and users of an https frontend are sent round for ever.${told ? ` With X-Forwarded-Proto: https: ${describe(told)}.` : ''}${walk ? ` ${whereItLeads(walk)}` : ''}`,
      advice: [
        ...(helps ? ['`http-request set-header X-Forwarded-Proto https if { ssl_fc }` ends it on this backend.'] : []),
        ...waysOut(tls.shown(view) !== null),
      ],
    };
  },
};

/** A client that talks to the backend itself, over TLS where it is sent there, gets somewhere or goes round. */
function whereItLeads({ answers, loop, elsewhere }: RedirectWalk): string {
  const steps = `${answers.length - 1} step${answers.length === 2 ? '' : 's'}`;
  if (loop) return `Followed at the backend itself, the redirect comes back to where it was after ${steps}: a loop.`;
  if (elsewhere !== null) {
    return `Followed at the backend itself, it leads to port ${elsewhere}, which was not asked about: nothing was sent there.`;
  }
  return `Followed at the backend itself, it ends after ${steps}: ${describe(answers.at(-1))}.`;
}
