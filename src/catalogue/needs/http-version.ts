import { describe } from '../describe.ts';
import type { Edit, Need } from '../need.ts';
import { alpnEdits } from './alpn.ts';

/** The backend refuses HTTP/1.0, which HAProxy's checks speak by default, or speaks nothing but HTTP/2. */
export const httpVersion: Need = {
  id: 'http-version',
  code: 'SNI203',
  title: "the backend refuses the HTTP version of HAProxy's default check",
  shown(view) {
    const { centre } = view;
    if (!centre || !view.served(centre)) return null;
    if (view.way === 'alpn-h2/' || view.way === 'clear-h2/') {
      const secure = view.way === 'alpn-h2/';
      const one = secure
        ? (view.of('alpn-http11/http-with-host') ?? view.of('http-with-host'))
        : view.of('clear/http-with-host');
      return {
        evidence: [...(one ? [one.id] : []), centre.id],
        because: `HTTP/1.1: ${describe(one)}. HTTP/2: ${describe(centre)}.`,
      };
    }
    const old = view.get('http10-with-host');
    if (!old || view.served(old)) return null;
    return {
      evidence: [old.id, centre.id],
      because: `HTTP/1.0: ${describe(old)}. HTTP/1.1: ${describe(centre)}.`,
    };
  },
  edits(view) {
    if (view.way === 'alpn-h2/') return alpnEdits('h2', httpVersion.code);
    return view.way === 'clear-h2/' ? [prior] : [];
  },
};

/** In clear text HTTP/2 is spoken from the first byte, by traffic and by the check (HAProxy manual, `proto`). */
const prior: Edit = {
  directive: { scope: 'server', text: 'proto h2', because: httpVersion.code, since: '1.9', safety: 'review' },
  step: 'transport',
  apply: (settings) => ({ ...settings, proto: 'h2' }),
};
