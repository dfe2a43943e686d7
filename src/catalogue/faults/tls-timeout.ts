import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';
import { nameBlocked } from './name-blocked.ts';
import { starttls } from './starttls.ts';

/** The backend accepts the connection and never answers the ClientHello. */
export const tlsTimeout: Fault = {
  id: 'tls-timeout',
  code: 'SNI404',
  title: 'the connection is accepted, the ClientHello never answered',
  severity: 'error',
  shown(view) {
    const o = view.primary;
    if (o?.failure?.kind !== 'timeout' || o.failure.stage !== 'tls' || nameBlocked.shown(view, null)) return null;
    if (starttls.shown(view, null)) return null;
    const clear = view.of('clear/http-with-host');
    return {
      evidence: [o.id, ...(clear ? [clear.id] : [])],
      because: `Silence after the ClientHello for ${Math.round(o.ms)} ms${clear ? `; in clear text: ${describe(clear)}` : ''}.`,
      advice: [
        'The service hangs, is overloaded, or speaks another protocol that waits for the client.',
        'Or what is larger than a TCP handshake does not get through: compare `ping -M do -s 1472` with `ping -s 56`, and look with tcpdump whether the ClientHello is acknowledged.',
      ],
    };
  },
};
