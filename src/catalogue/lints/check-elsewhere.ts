import type { Plan } from '../../types.ts';
import type { Lint } from '../lint.ts';
import { falseGreen, told } from './outcome.ts';
import { listed, placeOf } from './setting.ts';

/** A check of another port, or without TLS, says nothing of the port and the handshake that traffic has. */
export const checkElsewhere: Lint = {
  id: 'check-elsewhere',
  code: 'SNI328',
  title: 'the check goes another way than traffic',
  severity: 'info',
  found(subject) {
    const { server, sent, predicted } = subject;
    const last = sent.check?.legs.at(-1);
    const traffic = sent.traffic.find(({ plan }) => plan !== null)?.plan;
    if (!predicted.check.up || !last || !traffic) return null;
    const other = differences(last.plan, traffic);
    if (other.length === 0) return null;
    const client = falseGreen(subject);
    return {
      at: last.connect?.at ?? placeOf(server, 'port', 'addr', 'no-check-ssl', 'check'),
      because: `The check goes ${listed(other)}: ${
        client ? `it is green, and ${told(client)}` : 'it stays green when what traffic needs does not work'
      }.`,
      advice: ['Check what traffic uses, or see to it that the checked port fails when the other one does.'],
      fixable: false,
      ...(client ? { severity: 'error' } : {}),
    };
  },
};

function differences(check: Plan, traffic: Plan): string[] {
  const other: string[] = [];
  if (check.port !== traffic.port) other.push(`to port ${check.port} (traffic: ${traffic.port})`);
  if (check.address !== traffic.address) other.push('to another address');
  if (traffic.tls !== null && check.tls === null) other.push('in clear text (traffic: TLS)');
  if (traffic.proxy !== null && check.proxy === null) other.push('without the PROXY header');
  return other;
}
