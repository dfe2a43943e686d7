import type { Observation } from '../../types.ts';
import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';

/** A cache answers the check (RFC 9111): what stands behind it may be long dead. */
export const cachedAnswer: Fault = {
  id: 'cached-answer',
  code: 'SNI207',
  title: 'a cache answers the check, whatever becomes of the server behind it',
  severity: 'info',
  shown(view) {
    const { centre } = view;
    if (!centre || !view.served(centre)) return null;
    const sign = signOf(centre);
    if (sign === null) return null;
    return {
      evidence: [centre.id],
      because: `${describe(centre)}, ${sign}: the check stays green as long as the cache has this page.`,
      advice: [
        'Check a page that is not cached (Cache-Control: no-store), or send what makes the cache ask: `hdr Cache-Control no-cache` on the http-check send line.',
      ],
    };
  },
};

function signOf({ http }: Observation): string | null {
  const { age, 'x-cache': cache = '' } = http?.headers ?? {};
  // Nobody asked on a condition (RFC 9110, section 15.4.5).
  if (http?.status === 304) return 'which is for those that have the page already';
  if (/^\s*0*[1-9]\d*\s*$/.test(age ?? '')) return 'with an Age of more than 0 seconds';
  return /\bhit\b/i.test(cache) ? 'which X-Cache calls a hit' : null;
}
