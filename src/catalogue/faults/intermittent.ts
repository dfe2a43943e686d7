import { contradiction } from '../contradiction.ts';
import type { Fault, Shown } from '../need.ts';
import type { View } from '../view.ts';

const replicas =
  'Probe the replicas behind this address one by one: one of them is bad, or the balancer before them is.';

/** The same connection passes at one time and fails at another: one of several replicas is bad. */
export const intermittent: Fault = {
  id: 'intermittent',
  code: 'SNI420',
  title: 'the same connection passes at one time and fails at another',
  severity: 'error',
  shown(view) {
    const mixed = view.repeats.filter(({ runs, failed }) => failed > 0 && failed < runs);
    const worst = mixed.find(({ id }) => id === view.primary?.id) ?? mixed[0];
    if (!worst) return withinOneRun(view);
    return {
      evidence: mixed.map(({ id }) => id),
      because: `${worst.failed} of ${worst.runs} failed (${worst.id}: ${worst.kinds.join(', ')}).`,
      advice: [replicas],
    };
  },
};

/** Connections that differ in nothing but the moment, though they were made one after the other. */
function withinOneRun(view: View): Shown | null {
  const both = contradiction(view.observations);
  if (!both) return null;
  const { stood, failed } = both;
  const kinds = [...new Set(failed.map(({ failure }) => failure?.kind))].join(', ');
  return {
    evidence: failed.map(({ id }) => id),
    because: `${failed.length} of ${stood.length + failed.length} connections made in the same way failed (${kinds}).`,
    advice: ['Probe again with --repeat 20 to see how often.', replicas],
  };
}
