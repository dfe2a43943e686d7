import { handshakeComplete } from '../../observation.ts';
import type { Fault } from '../need.ts';
import type { View } from '../view.ts';

/** A record that offers Encrypted ClientHello (RFC 9849), and an address that does not know it. */
export const echNotServed: Fault = {
  id: 'ech-not-served',
  code: 'SNI438',
  title: 'the HTTPS record offers Encrypted ClientHello, which this address does not speak',
  severity: 'info',
  shown(view) {
    if (!view.https?.records.some(({ ech }) => ech !== null)) return null;
    const why = notSpoken(view);
    if (!why) return null;
    const outer = view.of('tls-ech-outer-name');
    // RFC 9849, section 6.1.6: without the keys, a client only goes on once it knows the outer name's certificate.
    const stuck = outer !== undefined && !(handshakeComplete(outer) && outer.tls?.matchesHost);
    return {
      evidence: [why.id, ...(outer ? [outer.id] : [])],
      because: `${why.because}. ${
        stuck
          ? 'Nor has it a certificate for the outer name of the record: clients that use it do not connect at all, while curl and HAProxy do.'
          : 'It has a certificate for the outer name of the record: clients that use it connect a second time without.'
      }`,
      ...(stuck ? { severity: 'warning' } : {}),
      advice: [
        'Take `ech` out of the HTTPS record, or serve it where the name leads. While a site moves to this address: take it out before, by as long as the record may be kept (its TTL).',
      ],
    };
  },
};

function notSpoken(view: View): { id: string; because: string } | null {
  const answer = view.of('tls-ech');
  if (answer?.ech === 'none')
    return { id: answer.id, because: 'An Encrypted ClientHello that cannot be opened brings no keys for a better one' };
  const { primary } = view;
  const old =
    handshakeComplete(primary) && primary?.plan.tls?.maxVersion === 'TLSv1.3' && primary.tls?.version !== 'TLSv1.3';
  return old ? { id: primary.id, because: `It needs TLS 1.3, and this address speaks ${primary.tls?.version}` } : null;
}
