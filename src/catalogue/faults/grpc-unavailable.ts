import { isUnavailable } from '../answers/grpc.ts';
import { describe } from '../describe.ts';
import type { Fault } from '../need.ts';
import { grpcAdvice } from './grpc-backend.ts';

/** Status 200, and the call failed: UNAVAILABLE (14) stands in the headers, where no check of the status looks. */
export const grpcUnavailable: Fault = {
  id: 'grpc-unavailable',
  code: 'SNI433',
  title: 'gRPC calls fail behind status 200: nobody is there to answer them',
  severity: 'error',
  shown(view) {
    const call = view.of('grpc-call') ?? view.of('clear/grpc-call');
    const { centre } = view;
    const failed = [call, centre ?? undefined].find(isUnavailable);
    if (!failed) return null;
    return {
      evidence: [...new Set([...(centre ? [centre.id] : []), failed.id])],
      because: `${describe(failed)} with grpc-status 14 (UNAVAILABLE): a check that looks at the status is green, and every call fails.`,
      advice: [
        'Look at the servers behind this proxy: with them gone it answers so in their place. A service that is starting or shutting down does too.',
        ...grpcAdvice(view),
      ],
    };
  },
};
