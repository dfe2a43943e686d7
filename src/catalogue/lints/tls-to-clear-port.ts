import type { Observation } from '../../types.ts';
import type { Lint } from '../lint.ts';
import { placeOf } from './setting.ts';

/** `ssl` towards a port that answers a ClientHello with something else: clear text. */
export const tlsToClearPort: Lint = {
  id: 'tls-to-clear-port',
  code: 'SNI331',
  title: 'HAProxy speaks TLS to a port that does not',
  severity: 'error',
  found({ server, seen }) {
    if (!seen) return null;
    const check = seen.check.some(isClear);
    if (!check && !seen.traffic.some(isClear)) return null;
    return {
      at: placeOf(server, check ? 'check-ssl' : 'ssl', 'ssl'),
      because: `${check ? 'The check' : 'Traffic'} begins with a ClientHello, and what comes back is no TLS.`,
      advice: ['Leave out `ssl` (for a check alone: `check-ssl`), or give the port on which the backend speaks TLS.'],
      fixable: true,
    };
  },
};

function isClear(o: Observation | null): boolean {
  return o?.failure?.kind === 'not-tls';
}
