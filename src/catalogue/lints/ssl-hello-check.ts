import type { Lint } from '../lint.ts';
import { checkFails, falseGreen, told } from './outcome.ts';
import { checkOf } from './setting.ts';

/** `option ssl-hello-chk` sends a fixed SSLv3 ClientHello and is content with any alert (haproxy v3.4.0 src/tcpcheck.c). */
export const sslHelloCheck: Lint = {
  id: 'ssl-hello-check',
  code: 'SNI321',
  title: 'option ssl-hello-chk speaks no TLS that is in use',
  severity: 'warning',
  found(subject) {
    const { server } = subject;
    const check = checkOf(subject);
    if (check?.type !== 'ssl-hello-chk') return null;
    const client = falseGreen(subject);
    const twice = server.settings.has('ssl') || server.settings.has('check-ssl');
    return {
      at: check.at ?? server.at,
      because: twice
        ? 'The check shakes hands, because of `ssl`, and then sends the ClientHello of SSLv3 inside: no backend answers that.'
        : `The check sends a ClientHello of SSLv3 without server name and takes an alert, which refuses it, for health${
            client ? `: ${told(client)} all the while` : ''
          }.`,
      advice: ['Write `check-ssl check-sni NAME` on the server line, and `option httpchk` in its place.'],
      fixable: true,
      ...(client || checkFails(subject) ? { severity: 'error' } : {}),
    };
  },
};
