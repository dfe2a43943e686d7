import { interceptorOf } from '../interception.ts';
import type { Fault } from '../need.ts';
import { presented } from '../presented.ts';

/** The certificate is not the backend's own: a product on the way ends TLS, and signs one for every site. */
export const interception: Fault = {
  id: 'interception',
  code: 'SNI425',
  title: 'something on the way ends TLS and presents a certificate of its own making',
  severity: 'warning',
  shown(view) {
    const seen = presented(view);
    const found = seen && interceptorOf(seen.tls.chain);
    if (!seen || !found) return null;
    const { product, sure } = found;
    const own = seen.tls.matchesHost === false;
    const certainty = sure
      ? `The authority is the one that ${product} signs with when it inspects TLS`
      : `The name of ${product} stands in the issuer: probably its inspection, unless this is one of its own products`;
    return {
      evidence: [seen.id],
      because: `${certainty}. ${own ? 'The certificate does not even name this site: it may be a page of that product itself, which blocks the connection.' : 'The certificate names this site, and not its owner had it issued.'}`,
      advice: [
        'Have connections from HAProxy to this backend exempted from inspection: they are not those of a browser, and client certificates, HTTP/2 and large uploads seldom survive it.',
        'Look from the machine of HAProxy too: a proxy between you and the backend need not stand between HAProxy and the backend.',
        'If it is to stay, name its root certificate as ca-file: then it, and not the backend, is what HAProxy verifies.',
      ],
    };
  },
};
