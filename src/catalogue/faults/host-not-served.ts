import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';
import { sameAnswer } from '../view.ts';

/** The backend answers, and says that this host is not here: 421 (RFC 9110, section 15.5.20), or what unknown names get. */
export const hostNotServed: Fault = {
  id: 'host-not-served',
  code: 'SNI416',
  title: 'the backend does not serve this host',
  severity: 'error',
  shown(view) {
    const { centre } = view;
    if (!centre?.http || view.served(centre) || view.question.hostHeader === null) return null;
    const unknown = view.get('http-other-host');
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
