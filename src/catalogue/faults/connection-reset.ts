import { handshakeComplete } from '../../observation.ts';
import type { Observation } from '../../types.ts';
import { describe } from '../describe.ts';
import type { Fault, Shown } from '../need.ts';
import type { View } from '../view.ts';
import { nameBlocked } from './name-blocked.ts';
import { starttls } from './starttls.ts';

/** Whatever is sent, the connection is reset or closed without a word. */
export const connectionReset: Fault = {
  id: 'connection-reset',
  code: 'SNI406',
  title: 'every connection is cut before the TLS handshake is complete',
  severity: 'error',
  shown(view) {
    const o = view.primary;
    const kind = o?.failure?.kind;
    if (!o?.failure || handshakeComplete(o) || (kind !== 'reset' && kind !== 'closed') || o.failure.stage === 'http')
      return null;
    if (o.failure.clientCertificate || nameBlocked.shown(view, null) || starttls.shown(view, null)) return null;
    if (view.question.proxy && view.served(view.of('http-without-proxy'))) return proxyUnwanted(o, view);
    const unnamed = view.question.sni === null;
    const clear = view.of('clear/http-with-host');
    return {
      // What is passed through need not be TLS under this name, or TLS at all.
      ...(view.question.mode === 'tcp' ? { severity: 'warning' as const } : {}),
      evidence: [o.id, ...(clear ? [clear.id] : [])],
      because: `${unnamed ? 'TLS without a server name' : `TLS with the server name ${view.question.sni}`}: ${describe(o)}${clear ? `; clear text: ${describe(clear)}` : ''}.`,
      advice: unnamed
        ? ['Many ingresses cut connections without a server name: say which one with --host NAME.']
        : [
            'Check that this backend serves this very name: Envoy and others cut connections whose server name they do not know.',
            "Check allow lists, a firewall that inspects TLS, and the backend's own log.",
          ],
    };
  },
};

function proxyUnwanted(o: Observation, view: View): Shown {
  const without = view.of('http-without-proxy');
  return {
    evidence: [o.id, ...(without ? [without.id] : [])],
    because: `With a PROXY header: ${describe(o)}. Without one: ${describe(without)}. This backend does not take it.`,
    advice: ['Leave out --send-proxy, and `send-proxy` of the server line.'],
  };
}
