import { refusedHosts } from '../answers/refused-hosts.ts';
import { type Words, wordsIn } from '../answers/words.ts';
import { describe } from '../describe.ts';
import type { Fault, Shown } from '../need.ts';
import { sameAnswer, type View } from '../view.ts';

/**
 * The backend answers, and says that this host is not here: 421 (RFC 9110, section 15.5.20), what unknown names get, or
 * words that mean just that.
 */
export const hostNotServed: Fault = {
  id: 'host-not-served',
  code: 'SNI416',
  title: 'the backend does not serve this host',
  severity: 'error',
  shown(view) {
    const { centre } = view;
    if (!centre?.http) return null;
    const unknown = view.get('http-other-host');
    const words = wordsIn(refusedHosts, centre);
    if (words) return refused(view, words);
    if (view.question.hostHeader === null) return null;
    if (view.served(centre)) return emptyPage(view);
    const { status } = centre.http;
    if (status !== 421 && !(status === 404 && sameAnswer(centre, unknown))) return null;
    return {
      evidence: [centre.id, ...(unknown ? [unknown.id] : [])],
      because: `For ${view.question.hostHeader}: ${describe(centre)}; for a name that nobody has: ${describe(unknown)}.`,
      advice: [
        'Add the host at the backend (virtual host, HTTPProxy, Ingress), or correct --host; with 404, try another --path too; where it wants the port in Host, --host-header NAME:PORT.',
      ],
    };
  },
};

function refused({ centre, question }: View, { by, says, advice }: Words): Shown {
  const { hostHeader } = question;
  const asked = hostHeader === null ? 'an address for a Host' : hostHeader;
  return {
    evidence: centre ? [centre.id] : [],
    because: `For ${asked}: ${describe(centre ?? undefined)} in the words of ${by}: ${says}.`,
    advice: [...(hostHeader === null ? ['Say which site it is with --host NAME.'] : []), advice],
  };
}

/** Caddy serves a host that it does not have an empty page (measured on Caddy 2.6.2): no status tells. */
function emptyPage(view: View): Shown | null {
  const { centre } = view;
  const unknown = view.get('http-other-host');
  const { status, body, headers } = centre?.http ?? {};
  const isEmpty = status === 200 && body === '' && headers?.server?.startsWith('Caddy');
  if (!centre || !unknown || !isEmpty || !sameAnswer(centre, unknown)) return null;
  return {
    severity: 'warning',
    evidence: [centre.id, unknown.id],
    because: `For ${view.question.hostHeader}, and for a name that nobody has: status 200 with an empty page, which is what Caddy gives for hosts that it does not have. A check of the status cannot see it.`,
    advice: [
      'Add the site to the Caddyfile, or correct --host. A check that looks at the page sees it: `http-check expect string …`.',
    ],
  };
}
