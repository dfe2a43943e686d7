import { formatWord } from '../../haproxy/words.ts';
import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';
import { canonicalName, redirectsToHttps, type View } from '../view.ts';

/** The backend sends every request on to the one name that it goes by: its users leave the proxy, or go round. */
export const canonicalHost: Fault = {
  id: 'canonical-host',
  code: 'SNI434',
  title: 'the backend redirects to another host name, and users with it',
  severity: 'warning',
  shown(view) {
    const { centre } = view;
    const name = canonicalName(centre ?? undefined);
    if (!centre || name === null || redirectsToHttps(centre)) return null;
    const there = view.get('http-canonical-host');
    const unknown = canonicalName(view.get('http-other-host')) === name;
    const sent = view.question.hostHeader ?? 'the address';
    return {
      evidence: [centre.id, ...(there ? [there.id] : [])],
      because: `With ${sent} as Host: ${describe(centre)}, to the same page of ${name}${unknown ? ', as with a name that nobody has' : ''}.${there ? ` With ${name} as Host: ${describe(there)}.` : ''} A check that takes a redirect for healthy is green all the while.`,
      advice: adviceFor(view, name),
    };
  },
};

function adviceFor(view: View, name: string): string[] {
  const there = view.get('http-canonical-host');
  const word = formatWord(name);
  const lines = `\`http-request set-header Host ${word}\`, and \`hdr Host ${word}\` in the http-check send line`;
  return [
    view.served(there) && canonicalName(there) === null
      ? `Send the name that it wants: ${lines}. It was tried, and serves the page.`
      : `Send the name that it wants: ${lines}${there ? '; alone it does not suffice here' : ''}.`,
    'Or let the backend go by the name that users have: its own setting of the site address (WordPress: home and siteurl).',
    'Where that name leads to this HAProxy too, and users are to end there, all is well.',
  ];
}
