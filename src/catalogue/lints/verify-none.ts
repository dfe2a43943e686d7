import { verifies } from '../../haproxy/server-tls.ts';
import { verifyNone as fault } from '../faults/verify-none.ts';
import type { Lint } from '../lint.ts';
import { checkOf, connects, placeOf, setting } from './setting.ts';

/** `verify none`, on the server or as `ssl-server-verify none` (HAProxy manual, `verify`, `ssl-server-verify`). */
export const verifyNone: Lint = {
  id: fault.id,
  code: fault.code,
  title: fault.title,
  severity: fault.severity,
  found(subject) {
    const { server, model } = subject;
    const traffic = server.settings.has('ssl');
    const check = checkOf(subject);
    const checkAlone = check !== null && (server.settings.has('check-ssl') || connects(check).some(({ ssl }) => ssl));
    if (!(traffic || checkAlone) || verifies(server, model.globals)) return null;
    const own = setting(server, 'verify');
    return {
      at: placeOf(server, 'verify'),
      because: `${own ? '`verify none`' : '`ssl-server-verify none`'}: ${
        traffic
          ? 'HAProxy sends requests, cookies and passwords to whoever answers at that address.'
          : 'the check takes whoever answers at that address for the backend.'
      }`,
      advice: ['Write `ca-file @system-ca` (2.6 and later), or the path of the authority, in its place.'],
      fixable: false,
      // A check carries nothing that is worth stealing.
      ...(traffic ? {} : { severity: 'info' }),
    };
  },
};
