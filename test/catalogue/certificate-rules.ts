import type { Rule } from './case.ts';
import { caFile, site } from './diagnosed.ts';

const unverified = 'ssl verify none check';
const served = { verdict: 'fixable', needs: ['tls'] } as const;
const good = {
  fixture: 'healthy-tls',
  verdict: served.verdict,
  needs: [...served.needs],
} satisfies Rule['silent'][number];

function presents(fixture: string): Rule['caught'][number] {
  return { fixture, verdict: served.verdict, needs: [...served.needs], remedy: [unverified] };
}

export const certificateRules: readonly Rule[] = [
  {
    of: 'certificate-expired',
    caught: [presents('certificate-expired')],
    silent: [good, presents('certificate-not-yet-valid')],
  },
  {
    of: 'certificate-not-yet-valid',
    caught: [presents('certificate-not-yet-valid')],
    silent: [good, presents('certificate-expired')],
  },
  {
    of: 'certificate-wrong-name',
    caught: [presents('certificate-wrong-name')],
    silent: [good, presents('certificate-self-signed')],
  },
  {
    of: 'certificate-untrusted',
    caught: [presents('certificate-self-signed'), presents('certificate-untrusted')],
    silent: [
      good,
      presents('certificate-expired'),
      presents('chain-incomplete'),
      // Nothing is known of a chain where the handshake was never complete.
      { fixture: 'client-certificate-tls12', verdict: 'broken', needs: ['tls', 'client-certificate'] },
      { fixture: 'legacy-renegotiation', verdict: 'broken', needs: ['tls'] },
      presents('key-too-small'),
    ],
  },
  {
    of: 'interception',
    caught: [presents('interception')],
    silent: [good, presents('certificate-untrusted'), presents('certificate-self-signed')],
  },
  {
    of: 'chain-incomplete',
    caught: [presents('chain-incomplete')],
    silent: [good, presents('certificate-self-signed'), presents('certificate-untrusted')],
  },
  {
    of: 'default-certificate',
    caught: [
      {
        fixture: 'default-certificate',
        verdict: 'fixable',
        needs: ['tls', 'host'],
        remedy: [`ssl ca-file ${caFile} check check-sni ${site} sni str(${site})`],
      },
    ],
    silent: [good],
  },
  {
    of: 'verify-none',
    caught: [
      presents('certificate-self-signed'),
      presents('certificate-wrong-name'),
      // From 3.3 on the Host of a client would be verified, and nobody knows which that is.
      { ...presents('healthy-tls'), asked: { host: null, sni: null, hostHeader: null } },
    ],
    silent: [good, { fixture: 'status-401', verdict: 'broken', needs: ['tls'] }],
  },
];
