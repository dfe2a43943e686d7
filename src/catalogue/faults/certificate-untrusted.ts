import { interceptorOf } from '../interception.ts';
import type { Fault } from '../need.ts';
import { presented } from '../presented.ts';
import type { View } from '../view.ts';
import { chainIncomplete } from './chain-incomplete.ts';

/** The chain does not lead to an authority that is trusted here. */
export const certificateUntrusted: Fault = {
  id: 'certificate-untrusted',
  code: 'SNI413',
  title: 'the certificate chain is not trusted',
  severity: 'warning',
  shown(view) {
    const seen = presented(view);
    if (
      !seen ||
      seen.tls.trusted ||
      // What is too weak is told as such (SNI409).
      /DATE|EXPIRED|NOT_YET|TOO_SMALL|TOO_WEAK/.test(seen.tls.reason ?? '') ||
      // Whoever signs for every site is not one to trust for this one (SNI425).
      interceptorOf(seen.tls.chain)?.sure ||
      chainIncomplete.shown(view, null)
    )
      return null;
    return {
      evidence: [seen.id],
      because: `${why(view, seen)} (${seen.tls.reason ?? 'no reason given'}).`,
      advice: [
        seen.leaf.selfSigned
          ? 'Save the certificate and name it as --ca-file (ca-file on the server line) to verify it.'
          : 'If a private authority issued it, name its certificate with --ca-file; if the backend leaves out an intermediate, complete the chain there.',
      ],
    };
  },
};

function why({ question }: View, { leaf }: NonNullable<ReturnType<typeof presented>>): string {
  if (leaf.selfSigned) return 'It is self-signed';
  return `It does not lead to ${question.caFile ? 'the CA file given' : "the system's authorities"}`;
}
