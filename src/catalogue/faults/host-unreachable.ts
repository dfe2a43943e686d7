import type { Fault } from '../need.ts';

/** No route to the host, or none from the source address. */
export const hostUnreachable: Fault = {
  id: 'host-unreachable',
  code: 'SNI402',
  title: 'the network has no way to this address',
  severity: 'error',
  shown(view) {
    const o = view.primary;
    if (o?.failure?.kind !== 'unreachable' || o.failure.stage !== 'connect') return null;
    return {
      evidence: [o.id],
      because: `The network answers: ${o.failure.code ?? 'unreachable'}.`,
      advice: ['Check the address, the routes and the gateway between HAProxy and the backend (ip route get ADDRESS).'],
    };
  },
};
