import type { Fault } from '../need.ts';

/** The port is closed: the host answers a SYN with RST (RFC 9293, section 3.5.2). */
export const connectionRefused: Fault = {
  id: 'connection-refused',
  code: 'SNI401',
  title: 'nothing listens on this port',
  severity: 'error',
  shown(view) {
    const o = view.primary;
    if (o?.failure?.kind !== 'refused' || o.failure.stage !== 'connect') return null;
    return {
      evidence: [o.id],
      because: `${o.plan.address} refuses connections to port ${o.plan.port}.`,
      advice: ['Start the service, or correct the port of the server line. A firewall that rejects looks the same.'],
    };
  },
};
