import type { Observation } from '../../types.ts';
import type { Lint } from '../lint.ts';
import { falseGreen, lastOfCheck, told } from './outcome.ts';
import { placeOf } from './setting.ts';

/** In TLS 1.3 a client's handshake is complete before the backend has looked at its certificate (RFC 8446, section 4.4.2). */
export const clientCertificateUnseen: Lint = {
  id: 'client-certificate-unseen',
  code: 'SNI327',
  title: 'the check does not see that a client certificate is demanded',
  severity: 'error',
  found(subject) {
    const { server } = subject;
    const client = falseGreen(subject);
    if (!client || server.settings.has('crt') || !server.settings.has('ssl')) return null;
    if (!demanded(client.seen) && !demanded(lastOfCheck(subject))) return null;
    return {
      at: placeOf(server, 'ssl'),
      because: `The backend asks for a client certificate, and with TLS 1.3 says so only after the handshake that the check is content with: ${told(client)}.`,
      advice: [
        'Write `crt FILE` with a certificate and key that the backend trusts, and have the check send a request.',
      ],
      fixable: true,
    };
  },
};

function demanded(o: Observation | null): boolean {
  return (
    o !== null && (o.failure?.alert?.number === 116 || !!o.failure?.clientCertificate || !!o.tls?.clientCertificate)
  );
}
