import { introduced, since } from '../../haproxy/versions.ts';
import { describe } from '../describe.ts';
import type { Edit, Need } from '../need.ts';

const why = { scope: 'server', because: 'SNI108', since: introduced.automaticSni, safety: 'review' } as const;

/** From 3.3 on HAProxy takes a server name from the Host by itself: not writing one is not enough. */
const withoutAutomatic: readonly Edit[] = [
  {
    directive: { ...why, text: 'no-check-sni-auto' },
    step: 'check',
    apply: (settings) => ({ ...settings, noCheckSniAuto: true }),
  },
  {
    directive: { ...why, text: 'no-sni-auto' },
    step: 'traffic',
    apply: (settings) => ({ ...settings, noSniAuto: true }),
  },
];

/** The right site answers without a server name, and with its name the connection is cut: nobody is to see the name. */
export const noServerName: Need = {
  id: 'no-server-name',
  code: 'SNI108',
  title: 'the site is served only where its name is not sent as server name',
  shown(view) {
    const named = view.of('tls-with-sni');
    if (view.way !== 'nameless/' || !view.centre || !view.served(view.centre) || !named) return null;
    return {
      evidence: [named.id, view.centre.id],
      because: `With the server name ${view.question.sni}: ${describe(named)}. Without any: ${describe(view.centre)}, from the right site.`,
      advice: [
        'Leave out check-sni and sni. HAProxy 3.3 and later would take the name from the Host by itself: `no-check-sni-auto no-sni-auto` on the server line. Say which version with --haproxy-version.',
        'Better have the name let through, or served: without it the certificate of the site is a matter of luck.',
      ],
    };
  },
  unmet: () => true,
  edits: (_view, version) => (since(version, introduced.automaticSni) ? [...withoutAutomatic] : []),
};
