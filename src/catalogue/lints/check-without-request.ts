import { checksOverTls } from '../../haproxy/check-sends.ts';
import type { Lint } from '../lint.ts';
import { falseGreen, told } from './outcome.ts';
import { checkOf } from './setting.ts';

/** Without an `option` a check connects, and shakes hands over TLS: L4OK or L6OK is all that it can say. */
export const checkWithoutRequest: Lint = {
  id: 'check-without-request',
  code: 'SNI318',
  title: 'the check sends no request',
  severity: 'info',
  found(subject) {
    const { proxy, server, predicted } = subject;
    const check = checkOf(subject);
    // A check that fails has seen enough.
    if (check?.type !== 'none' || predicted.check.up === false) return null;
    const client = falseGreen(subject);
    // What is passed through may be no HTTP at all.
    if (proxy.mode !== 'http' && client === null) return null;
    // It was to send one.
    if (proxy.ignoredChecks.length > 0 && client === null) return null;
    const sees = checksOverTls(server) ? 'that a handshake is completed' : 'that the port is open';
    return {
      at: server.at,
      because: `The check sees ${sees}, and nothing of what is served${client ? `: ${told(client)} all the while` : ''}.`,
      advice: ['Write `option httpchk` and `http-check send meth GET uri / ver HTTP/1.1 hdr Host NAME`.'],
      fixable: true,
      ...(client ? { severity: 'error' } : {}),
    };
  },
};
