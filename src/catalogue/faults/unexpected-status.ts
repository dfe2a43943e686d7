import { meetsExpect } from '../../expect.ts';
import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';
import { clientCertificate } from '../needs/client-certificate.ts';
import { forwardedProto } from '../needs/forwarded-proto.ts';
import { redirectsToHttps, type View } from '../view.ts';
import { hostNotServed } from './host-not-served.ts';

/** With everything a proxy can send, the answer is still not the expected one. */
export const unexpectedStatus: Fault = {
  id: 'unexpected-status',
  code: 'SNI417',
  title: 'the answer is not the one expected',
  severity: 'error',
  shown(view) {
    const { centre, question } = view;
    const interim = centre?.http?.interim?.[0]?.status;
    if (centre && interim !== undefined && view.served(centre) && !meetsExpect(question.expect, interim)) {
      return {
        evidence: [centre.id],
        because: `The backend sends an interim answer, status ${interim}, before the final one, ${describe(centre)}. A check takes the first status for the answer; users get the final one.`,
        advice: [
          `Let the check expect both: run the probe again with --expect "status ${interim},200-399". Or leave interim answers out at the backend.`,
        ],
      };
    }
    const circle = centre?.plan.tls && redirectsToHttps(centre) && !forwardedProto.shown(view);
    if (
      !centre?.http ||
      (view.served(centre) && !circle) ||
      hostNotServed.shown(view, null) ||
      clientCertificate.shown(view)
    )
      return null;
    return {
      evidence: [centre.id],
      because: `${question.method} ${question.path} with server name and Host: ${describe(centre)}; ${circle ? 'a redirect to the very page that was asked for' : `expected ${question.expect ?? 'status 200-399'}`}.`,
      advice: advice(view),
    };
  },
};

function advice(view: View): string[] {
  const traffic = view.get('traffic-with-host');
  const asked = view.centre?.tls?.clientCertificate;
  return [
    ...(view.served(traffic)
      ? [
          "Users are served: only the check's request, which has no User-Agent, is refused. Add `hdr User-Agent haproxy` to the http-check send line.",
        ]
      : []),
    ...(asked ? ['The backend asks for a client certificate: try with --cert and --key.'] : []),
    'Choose a page that answers without login (--path), say which status is right (--expect "status 401"), or mend the application.',
  ];
}
