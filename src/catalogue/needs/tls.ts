import { handshakeComplete } from '../../observation.ts';
import { describe } from '../describe.ts';
import type { Need } from '../need.ts';

/** The port speaks TLS. */
export const tls: Need = {
  id: 'tls',
  code: 'SNI102',
  title: 'the port speaks TLS',
  shown(view) {
    if (view.way?.startsWith('clear')) return null;
    const handshake = view.centre ?? view.get('tls-with-sni');
    // A ServerHello is enough: the backend may end the handshake for want of something else.
    if (!handshake?.tls) return null;
    const clear = view.of('clear/http-with-host');
    return {
      evidence: [handshake.id],
      because: `It ${handshakeComplete(handshake) ? 'completes a TLS handshake' : 'answers the ClientHello in TLS'}${clear ? `; in clear text: ${describe(clear)}` : ''}.`,
    };
  },
  edits(view) {
    const text = view.question.mode === 'tcp' ? 'check-ssl' : 'ssl';
    return [
      {
        directive: { scope: 'server', text, because: tls.code, since: '1.5', safety: 'safe' },
        step: 'transport',
        apply: (settings) =>
          view.question.mode === 'tcp' ? { ...settings, checkSsl: true } : { ...settings, ssl: true },
      },
    ];
  },
};
