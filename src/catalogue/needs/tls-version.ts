import { describe } from '../describe.ts';
import type { Need } from '../need.ts';

/** The backend refuses what HAProxy offers by default, TLS 1.2 and 1.3: OpenSSL's security level leaves out the rest. */
export const tlsVersion: Need = {
  id: 'tls-version',
  code: 'SNI103',
  title: "the backend refuses HAProxy's default TLS versions",
  shown(view) {
    if ((view.way !== 'tls12/' && view.way !== 'tls-legacy/') || !view.centre) return null;
    const standard = view.of('http-with-host') ?? view.of('tls-with-sni');
    if (!standard) return null;
    const offer = view.way === 'tls12/' ? 'TLS 1.2 alone' : 'TLS 1.0 and 1.1';
    return {
      evidence: [standard.id, view.centre.id],
      because: `Offered TLS 1.2 and 1.3: ${describe(standard)}. Offered ${offer}: ${describe(view.centre)}.`,
      ...(view.way === 'tls-legacy/'
        ? { advice: ['TLS 1.0 and 1.1 are withdrawn (RFC 8996): renew the backend.'] }
        : {}),
    };
  },
  edits(view) {
    const directive = (text: string) =>
      ({ scope: 'server', text, because: tlsVersion.code, since: '1.8', safety: 'review' }) as const;
    if (view.way === 'tls12/') {
      return [
        {
          directive: directive('ssl-max-ver TLSv1.2'),
          step: 'transport',
          apply: (settings) => ({ ...settings, maxVersion: 'TLSv1.2' }),
        },
      ];
    }
    return [
      {
        directive: directive('ssl-max-ver TLSv1.1'),
        step: 'transport',
        apply: (settings) => ({ ...settings, maxVersion: 'TLSv1.1' }),
      },
      {
        directive: directive('ciphers DEFAULT@SECLEVEL=0'),
        step: 'transport',
        apply: (settings) => ({ ...settings, securityLevel: 0 }),
      },
    ];
  },
};
