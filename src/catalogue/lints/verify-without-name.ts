import type { Trust } from '../../haproxy/sent.ts';
import type { Plan } from '../../types.ts';
import type { Lint } from '../lint.ts';
import { placeOf } from './setting.ts';

/** `verify required` holds a certificate to the name sent, else to `verifyhost`, else to none (haproxy v3.4.0 src/ssl_sock.c:4903). */
export const verifyWithoutName: Lint = {
  id: 'verify-without-name',
  code: 'SNI324',
  title: 'certificates are verified, the name in them is not',
  severity: 'warning',
  found({ server, sent }) {
    const nameless = ({ plan, trust }: { plan: Plan | null; trust: Trust }): boolean =>
      plan !== null && plan.tls !== null && trust.verify === 'required' && trust.name === null;
    const traffic = sent.traffic.some(nameless);
    if (!traffic && !sent.check?.legs.some(nameless)) return null;
    return {
      at: placeOf(server, 'ca-file', 'verify', 'ssl'),
      because: `${traffic ? 'Traffic' : 'The check'} sends no server name and there is no \`verifyhost\`: any certificate of a trusted authority passes, whoever holds it.`,
      advice: [
        traffic ? 'Write `sni str(NAME)`, or `verifyhost NAME`.' : 'Write `check-sni NAME`, or `verifyhost NAME`.',
      ],
      fixable: true,
      // What the check takes for good, traffic refuses.
      ...(traffic ? {} : { severity: 'info' }),
    };
  },
};
