import { upstreams } from '../answers/upstreams.ts';
import { wordsIn } from '../answers/words.ts';
import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';

/** The backend is a proxy itself, and the server behind it does not answer (RFC 9110, sections 15.6.3 and 15.6.5). */
export const upstreamDown: Fault = {
  id: 'upstream-down',
  code: 'SNI435',
  title: 'the backend is a proxy, and the server behind it does not answer',
  severity: 'error',
  shown(view) {
    const { centre } = view;
    const words = centre && !view.served(centre) ? wordsIn(upstreams, centre) : null;
    if (!centre || !words) return null;
    return {
      evidence: [centre.id],
      because: `${describe(centre)} in the words of ${words.by}: ${words.says}. HAProxy reaches this backend, and what it asked for lies beyond.`,
      advice: [words.advice],
    };
  },
};
