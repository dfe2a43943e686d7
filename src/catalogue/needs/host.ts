import { formatWord } from '../../haproxy/words.ts';
import { clientHost } from '../../plan.ts';
import type { Observation } from '../../types.ts';
import { refusedHosts } from '../answers/refused-hosts.ts';
import { wordsIn } from '../answers/words.ts';
import { describe } from '../describe.ts';
import type { Need } from '../need.ts';
import type { View } from '../view.ts';
import { sni } from './sni.ts';

/** The backend serves only requests that name their host (RFC 9110, section 7.2). */
export const host: Need = {
  id: 'host',
  code: 'SNI201',
  title: 'the backend wants a Host header',
  shown(view) {
    const { centre } = view;
    if (view.question.hostHeader === null || !centre || !view.served(centre)) return null;
    const without = withoutHost(view);
    if (!without || view.served(without) || view.served(withoutSni(view, without))) return null;
    const words = wordsIn(refusedHosts, without);
    return {
      evidence: [without.id, centre.id],
      because: `Without Host: ${describe(without)}${words ? ` in the words of ${words.by}: ${words.says}` : ''}${view.anotherSite(without) ? ', the page of another site' : ''}. With it: ${describe(centre)}.`,
    };
  },
  edits(view) {
    const { hostHeader } = view.question;
    if (hostHeader === null || clientHost(view.question) === hostHeader) return [];
    return [
      {
        directive: {
          scope: 'backend',
          text: `http-request set-header Host ${formatWord(hostHeader)}`,
          because: host.code,
          since: '1.5',
          safety: 'safe',
        },
        step: 'traffic',
        apply: (settings) => ({ ...settings, setHeaders: [...settings.setHeaders, ['Host', hostHeader]] }),
      },
    ];
  },
};

/** Where no server name is needed, a Host that is missed only beside one is not needed either. */
function withoutSni(view: View, { plan }: Observation): Observation | undefined {
  if (!plan.tls || sni.shown(view)) return undefined;
  return view.find({ ...plan, tls: { ...plan.tls, servername: null } });
}

/** The request without Host in the HTTP version that the backend accepts: a refusal of 1.0 says nothing of the Host. */
function withoutHost(view: View): Observation | undefined {
  const accepts10 = view.served(view.get('http10-with-host'));
  const old = view.get('http-without-host');
  return accepts10 ? old : (view.get('http11-without-host') ?? old);
}
