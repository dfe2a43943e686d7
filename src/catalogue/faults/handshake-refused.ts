import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';
import { clientCertificate } from '../needs/client-certificate.ts';
import { sni } from '../needs/sni.ts';
import { nameBlocked } from './name-blocked.ts';

/** The backend ends the handshake with an alert whatever is offered. */
export const handshakeRefused: Fault = {
  id: 'handshake-refused',
  code: 'SNI418',
  title: 'the backend refuses the TLS handshake',
  severity: 'error',
  shown(view) {
    const o = view.primary;
    if (o?.failure?.kind !== 'alert' && !(o?.failure?.kind === 'protocol' && o.failure.stage === 'tls')) return null;
    if (clientCertificate.shown(view) || sni.shown(view) || nameBlocked.shown(view, null)) return null;
    return {
      evidence: [o.id],
      because: `With ${view.question.sni === null ? 'no server name' : `the server name ${view.question.sni}`}: ${describe(o)}.`,
      advice: [
        o.failure.alert?.number === 112 || o.failure.alert?.number === 80
          ? 'The backend does not know this server name: check the name, or add the site there.'
          : 'Compare the TLS versions, ciphers and groups of the backend with what HAProxy offers; its log says which it missed.',
      ],
    };
  },
};
