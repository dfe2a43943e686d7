import type { Observation } from '../../types.ts';
import { describe } from '../describe.ts';
import { forwardedBy, forwardedHeaders } from '../forwarded-headers.ts';
import type { Need } from '../need.ts';
import { redirectsToHttps, type View } from '../view.ts';

/** The backend redirects to https until it is told that the client's side is https already (`X-Forwarded-Proto`). */
export const forwardedProto: Need = {
  id: 'forwarded-proto',
  code: 'SNI204',
  title: 'the backend redirects to https unless X-Forwarded-Proto says https',
  shown(view) {
    const told = endedBy(view);
    if (!told) return null;
    const usual = view.get('traffic-forwarded-proto');
    const [[name, value] = []] = forwardedBy(told);
    const vain = usual && told !== usual ? ` With X-Forwarded-Proto: https: ${describe(usual)}, to https still.` : '';
    return {
      evidence: [view.centre?.id ?? '', ...(vain ? [usual?.id ?? ''] : []), told.id],
      because: `Without ${name}: ${describe(view.centre ?? undefined)}, to https again.${vain} With ${name}: ${value}: ${describe(told)}.`,
    };
  },
  edits(view) {
    return forwardedBy(endedBy(view)).map(([name, value]) => ({
      directive: {
        scope: 'backend',
        text: `http-request set-header ${name} ${value} if { ssl_fc }`,
        because: forwardedProto.code,
        since: '1.5',
        safety: 'review',
      },
      step: 'traffic',
      apply: (settings) => ({ ...settings, setHeaders: [...settings.setHeaders, [name, value]] }),
    }));
  },
};

/**
 * The header that ends a redirect to https.
 * @param view the evidence
 * @returns the answer to a request that carries it alone of its kind; undefined: none does, or none was needed
 */
export function endedBy(view: View): Observation | undefined {
  if (!redirectsToHttps(view.centre ?? undefined)) return undefined;
  return forwardedHeaders
    .map(([name]) => view.get(forwardedId(name)))
    .find((o) => o !== undefined && view.served(o) && !redirectsToHttps(o));
}

/**
 * Under which id a request that carries one of these headers is reported.
 * @param name of the header
 * @returns `traffic-forwarded-proto`, `traffic-front-end-https`
 */
export function forwardedId(name: string): string {
  return `traffic-${name.toLowerCase().replace(/^x-/, '')}`;
}
