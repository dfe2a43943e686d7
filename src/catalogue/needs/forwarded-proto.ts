import { describe } from '../describe.ts';
import type { Need } from '../need.ts';
import { redirectsToHttps } from '../view.ts';

/** The backend redirects to https until it is told that the client's side is https already (`X-Forwarded-Proto`). */
export const forwardedProto: Need = {
  id: 'forwarded-proto',
  code: 'SNI204',
  title: 'the backend redirects to https unless X-Forwarded-Proto says https',
  shown(view) {
    const told = view.get('traffic-forwarded-proto');
    if (!redirectsToHttps(view.centre ?? undefined) || !view.served(told) || redirectsToHttps(told)) return null;
    return {
      evidence: [view.centre?.id ?? '', told?.id ?? ''],
      because: `Without X-Forwarded-Proto: ${describe(view.centre ?? undefined)}, to https again. With X-Forwarded-Proto: https: ${describe(told)}.`,
    };
  },
  edits() {
    return [
      {
        directive: {
          scope: 'backend',
          text: 'http-request set-header X-Forwarded-Proto https if { ssl_fc }',
          because: forwardedProto.code,
          since: '1.5',
          safety: 'review',
        },
        step: 'traffic',
        apply: (settings) => ({ ...settings, setHeaders: [...settings.setHeaders, ['X-Forwarded-Proto', 'https']] }),
      },
    ];
  },
};
