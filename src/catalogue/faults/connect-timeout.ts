import type { Fault } from '../need.ts';

/** SYN packets vanish: a firewall that drops, a wrong address, a full accept queue. */
export const connectTimeout: Fault = {
  id: 'connect-timeout',
  code: 'SNI403',
  title: 'no answer to the connection request',
  severity: 'error',
  shown(view) {
    const o = view.primary;
    if (o?.failure?.kind !== 'timeout' || o.failure.stage !== 'connect') return null;
    return {
      evidence: [o.id],
      because: `No answer to the SYN within ${view.question.timeout} ms.`,
      advice: [
        'Look for a firewall or security group that drops, between HAProxy and the backend; check that the address is alive.',
      ],
    };
  },
};
