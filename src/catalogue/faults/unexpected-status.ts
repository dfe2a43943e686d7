import { meetsExpect } from '../../expect.ts';
import { causeOfStatus } from '../answers/status-advice.ts';
import type { Words } from '../answers/words.ts';
import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';
import { clientCertificate } from '../needs/client-certificate.ts';
import { forwardedProto } from '../needs/forwarded-proto.ts';
import { redirectsToHttps, type View } from '../view.ts';
import { grpcBackend } from './grpc-backend.ts';
import { grpcUnavailable } from './grpc-unavailable.ts';
import { hostNotServed } from './host-not-served.ts';
import { intermediaryAnswers } from './intermediary-answers.ts';
import { upstreamDown } from './upstream-down.ts';

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
      // RFC 6585, section 4: `connection-limit` tells it.
      centre.http.status === 429 ||
      (view.served(centre) && !circle) ||
      closer.some((fault) => fault.shown(view, null)) ||
      clientCertificate.shown(view)
    )
      return null;
    const cause = circle ? null : causeOfStatus(centre);
    return {
      evidence: [centre.id],
      because: `${asked(view)}: ${describe(centre)}; ${circle ? 'a redirect to the very page that was asked for' : `expected ${question.expect ?? 'status 200-399'}`}.${cause ? ` In the words of ${cause.by}: ${cause.says}.` : ''}`,
      advice: advice(view, cause),
    };
  },
};

/** What says more of the same answer. */
const closer = [hostNotServed, upstreamDown, intermediaryAnswers, grpcBackend, grpcUnavailable];

/** The request in words, with what it had of names. */
function asked({ question, centre }: View): string {
  const names = [
    ...(centre?.plan.tls?.servername ? ['server name'] : []),
    ...(question.hostHeader === null ? [] : ['Host']),
  ];
  const how = names.length > 0 ? ` with ${names.join(' and ')}` : '';
  return `${question.method} ${question.path}${how}`;
}

function advice(view: View, cause: Words | null): string[] {
  const traffic = view.get('traffic-with-host');
  const asked = view.centre?.tls?.clientCertificate;
  return [
    ...(view.served(traffic)
      ? [
          'Users are served: only the request of the check is refused, with a User-Agent too. It has no Accept either: add `hdr User-Agent haproxy hdr Accept */*` to the http-check send line.',
        ]
      : []),
    ...(asked ? ['The backend asks for a client certificate: try with --cert and --key.'] : []),
    ...(cause ? [cause.advice] : []),
    'Choose a page that answers without login (--path), say which status is right (`http-check expect status 401`; for a probe --expect "status 401"), or mend the application.',
  ];
}
