import { word } from '../../haproxy/words.ts';
import { isGrpc, isUnavailable } from '../answers/grpc.ts';
import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';
import type { View } from '../view.ts';

/** The backend answers calls of gRPC, and nothing else: a GET is refused, whatever it is for. */
export const grpcBackend: Fault = {
  id: 'grpc-backend',
  code: 'SNI432',
  title: 'the backend speaks gRPC: a plain GET tells nothing of it',
  severity: 'info',
  shown(view) {
    const call = view.of('grpc-call') ?? view.of('clear/grpc-call');
    const first = isGrpc(view.centre ?? undefined) ? view.centre : isGrpc(call) ? call : undefined;
    if (!first || isUnavailable(call ?? first)) return null;
    const { centre, question } = view;
    const asked = centre ?? view.primary;
    return {
      ...(view.served(centre ?? undefined) ? {} : { severity: 'error' as const }),
      evidence: [...new Set([...(asked ? [asked.id] : []), first.id])],
      because: `${question.method} ${question.path}: ${describe(asked)}.${call ? ` A call of its health service over HTTP/2: ${describe(call)}, of gRPC.` : ' That is an answer of gRPC.'}`,
      advice: grpcAdvice(view),
    };
  },
};

/**
 * The lines that carry gRPC and check it, measured on HAProxy 2.6 to 3.4.
 * @param view the evidence
 * @returns sentences with lines of a configuration
 */
export function grpcAdvice(view: View): string[] {
  const { hostHeader, sni } = view.question;
  const clear = !(view.of('clear/grpc-call') ?? view.centre ?? view.primary)?.plan.tls;
  const name = sni === null ? '' : ` check-sni ${word(sni)} sni str(${word(sni)})`;
  const line = clear ? 'proto h2 check check-proto h2' : `ssl verify none alpn h2 check check-alpn h2${name}`;
  const host = hostHeader === null ? '' : ` hdr Host ${word(hostHeader)}`;
  return [
    `gRPC goes over HTTP/2 from end to end: \`${line}\` on the server line.`,
    `Check it by a call: \`option httpchk\`, \`http-check send meth POST uri /grpc.health.v1.Health/Check ver HTTP/2${host} hdr Content-Type application/grpc hdr TE trailers\`, \`http-check expect hdr name Content-Type value -m beg application/grpc\`, \`http-check expect ! hdr name grpc-status value 14\`. HAProxy cannot send the message of the call, so that NOT_SERVING is not seen; without \`option httpchk\` the check looks at the handshake alone.`,
  ];
}
