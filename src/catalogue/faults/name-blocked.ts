import { handshakeComplete } from '../../observation.ts';
import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';

/** Connections with the very name of the site are cut, and with a name that nobody has they are not. */
export const nameBlocked: Fault = {
  id: 'name-blocked',
  code: 'SNI427',
  title: 'connections with this server name are cut, those with another are not',
  severity: 'error',
  shown(view, remedy) {
    const named = view.of('tls-with-sni');
    const other = view.of('tls-unrelated-sni');
    if (view.question.sni === null || !handshakeComplete(other) || handshakeComplete(named)) return null;
    if (named?.failure?.stage !== 'tls' || !/^(?:reset|closed|timeout|alert)$/.test(named.failure.kind)) return null;
    // A backend that asks this site's clients for a certificate has another reason.
    if (named.failure.clientCertificate) return null;
    const nameless = view.of('tls-without-sni');
    return {
      ...(remedy && { severity: 'warning' as const }),
      evidence: [named.id, other?.id ?? '', ...(nameless ? [nameless.id] : [])],
      because: `With the server name ${view.question.sni}: ${describe(named)}. With ${other?.plan.tls?.servername}: ${describe(other)}.${nameless ? ` With none: ${describe(nameless)}.` : ''}`,
      advice: [
        named.failure.alert
          ? 'The alert comes from a TLS server that knows this name and will not serve it: look at the log and at the certificate of this very site there.'
          : 'Something on the way reads server names: ask for this one to be let through, at the egress filter or firewall between HAProxy and the backend, for the address of HAProxy.',
        'Where no such thing stands between them, the site of this name is broken at the backend: other names get its default site.',
      ],
    };
  },
};
