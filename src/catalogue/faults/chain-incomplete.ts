import { interceptorOf } from '../interception.ts';
import type { Fault } from '../need.ts';
import { presented } from '../presented.ts';

/** The backend leaves out the intermediate certificates (RFC 8446, section 4.4.2). */
export const chainIncomplete: Fault = {
  id: 'chain-incomplete',
  code: 'SNI414',
  title: 'the backend presents an incomplete certificate chain',
  severity: 'warning',
  shown(view) {
    const seen = presented(view);
    if (!seen || seen.tls.trusted || seen.leaf.selfSigned || seen.leaf.notAfter < view.at) return null;
    const last = seen.tls.chain.at(-1) ?? seen.leaf;
    const unreachable = /UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT/.test(seen.tls.reason ?? '');
    // A private authority looks the same unless the certificate says where its issuer is kept, or a CA was named.
    if (
      !unreachable ||
      last.selfSigned ||
      interceptorOf(seen.tls.chain)?.sure ||
      !(last.namesIssuerUrl || (view.question.caFile && seen.tls.chain.length === 1))
    )
      return null;
    return {
      evidence: [seen.id],
      because: `It presents ${seen.tls.chain.length} certificate${seen.tls.chain.length === 1 ? '' : 's'}, and the issuer of the last is neither among them nor trusted here.`,
      advice: [
        'Let the backend send the intermediate certificates too (the "fullchain" file). Browsers may fetch them; HAProxy never does.',
      ],
    };
  },
};
