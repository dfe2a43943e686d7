import { describe } from '../describe.ts';
import type { Need } from '../need.ts';

/** The backend, or a firewall of the cloud before it, answers nobody who does not say who asks (RFC 9110, section 10.1.5). */
export const userAgent: Need = {
  id: 'user-agent',
  code: 'SNI206',
  title: 'the backend refuses requests without User-Agent, as checks are',
  shown(view) {
    const { centre } = view;
    const without = view.of(`${view.way ?? ''}http-with-host`);
    if (!view.userAgent || !centre || !without) return null;
    return {
      evidence: [without.id, centre.id],
      because: `The same request, without User-Agent: ${describe(without)}. With it: ${describe(centre)}. Clients send their own, so that users are served all the while.`,
    };
  },
  // The check's request is one line, which the report writes.
  edits: () => [],
};
