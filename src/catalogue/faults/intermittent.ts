import type { Fault } from '../need.ts';

/** The same connection passes at one time and fails at another: one of several replicas is bad. */
export const intermittent: Fault = {
  id: 'intermittent',
  code: 'SNI420',
  title: 'the same connection passes at one time and fails at another',
  severity: 'error',
  shown(view) {
    const mixed = view.repeats.filter(({ runs, failed }) => failed > 0 && failed < runs);
    const worst = mixed.find(({ id }) => id === view.primary?.id) ?? mixed[0];
    if (!worst) return null;
    return {
      evidence: mixed.map(({ id }) => id),
      because: `${worst.failed} of ${worst.runs} failed (${worst.id}: ${worst.kinds.join(', ')}).`,
      advice: [
        'Probe the replicas behind this address one by one: one of them is bad, or the balancer before them is.',
      ],
    };
  },
};
