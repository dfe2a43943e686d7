import { certificateNames } from '../../haproxy/verify.ts';
import { handshakeComplete } from '../../observation.ts';
import type { Lint } from '../lint.ts';
import { placeOf } from './setting.ts';

/** The backend presents another site's certificate, and `verify none` takes it. */
export const certificateOfOthers: Lint = {
  id: 'certificate-of-others',
  code: 'SNI325',
  title: 'the certificate is of another name, and nothing verifies it',
  severity: 'warning',
  found({ server, sent, seen }) {
    for (const [i, { host, plan, trust }] of sent.traffic.entries()) {
      const observation = seen?.traffic[i] ?? undefined;
      const leaf = observation?.tls?.chain[0];
      const name = plan?.tls?.servername ?? host?.replace(/:\d*$/, '');
      // Nobody asks for an address, or for what is left of one: no certificate need name it.
      if (
        !name ||
        /^[\d.]+$|[^\w.-]/.test(name) ||
        !leaf ||
        !handshakeComplete(observation) ||
        !server.settings.has('ssl')
      )
        continue;
      if (trust.verify !== 'none' || certificateNames(leaf, name)) continue;
      const nameless = plan?.tls?.servername === null;
      return {
        at: placeOf(server, 'verify'),
        because: `For ${name} a certificate is presented that does not name it${
          nameless ? ', because no server name is sent: it is that of a default site' : ''
        }. With \`verify none\` requests go there all the same.`,
        advice: [nameless ? `Write \`sni str(${name})\`.` : 'Ask whether this address serves that name.'],
        fixable: nameless,
      };
    }
    return null;
  },
};
