import { describe } from '../describe.ts';
import { libraryRefusal } from '../library-refusals.ts';
import type { Need } from '../need.ts';

/** The backend has only keys, groups or signatures that OpenSSL's security level keeps out: 2 as on Debian. */
export const securityLevel: Need = {
  id: 'security-level',
  code: 'SNI428',
  title: "the backend offers only what OpenSSL's security level forbids",
  shown(view) {
    const standard = view.of('http-with-host') ?? view.of('tls-with-sni');
    if (view.way !== 'level0/' || !view.centre || !standard) return null;
    const refusal = libraryRefusal(standard.failure?.code ?? null);
    const what = refusal
      ? ` It offers ${refusal.what}.`
      : ' It has no signature, cipher or key in common with such a client: it may sign by SHA-1 alone.';
    return {
      evidence: [standard.id, view.centre.id],
      because: `At security level 2: ${describe(standard)}. At level 0: ${describe(view.centre)}.${what}`,
      advice: [refusal?.renew ?? 'Renew the TLS library of the backend, so that it signs by SHA-256.'],
    };
  },
  edits: () => [
    {
      directive: {
        scope: 'server',
        text: 'ciphers DEFAULT@SECLEVEL=0',
        because: 'SNI428',
        since: '1.5',
        safety: 'review',
      },
      step: 'transport',
      apply: (settings) => ({ ...settings, securityLevel: 0 }),
    },
  ],
};
