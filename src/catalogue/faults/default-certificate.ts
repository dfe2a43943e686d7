import type { Fault } from '../need.ts';
import { presented } from '../presented.ts';

/** Without a server name the backend answers with the certificate of another site (RFC 6066, section 3). */
export const defaultCertificate: Fault = {
  id: 'default-certificate',
  code: 'SNI415',
  title: 'without a server name another certificate is presented',
  severity: 'info',
  shown(view) {
    const seen = presented(view);
    const nameless = view.get('tls-without-sni') ?? view.get('traffic-without-sni');
    const other = nameless?.tls?.chain[0];
    if (!seen || !nameless || !other || view.question.sni === null || other.sha256 === seen.leaf.sha256) return null;
    return {
      evidence: [nameless.id, seen.id],
      because:
        'The default certificate is not the one of this site: verifying it needs the server name, in checks and in traffic.',
    };
  },
};
