import { startsAsHttp2 } from './http2-preface.ts';
import type { Observation } from './types.ts';

/**
 * Whether the TLS handshake was completed; facts of one that was not are recorded too, as far as it came.
 * @param o the observation
 * @returns true where application data could be sent
 */
export function handshakeComplete(o: Observation | undefined): boolean {
  return o?.at?.tls !== undefined;
}

/**
 * Whether a connection failed before a request could be sent.
 * @param o the observation
 * @returns true for failures of the connection, the PROXY header and the TLS handshake
 */
export function failedBeforeRequest(o: Observation): boolean {
  return o.failure !== undefined && o.failure.stage !== 'http' && !handshakeComplete(o);
}

/**
 * Whether a backend that did not answer had begun to speak HTTP/2.
 * @param o the observation of a request in HTTP/2
 * @returns true for what ended within HTTP/2, and for what broke off behind such a frame
 */
export function beganHttp2({ failure }: Observation): boolean {
  if (failure?.kind === 'protocol') return failure.code?.startsWith('ERR_HTTP2_') ?? false;
  return startsAsHttp2(failure?.received ?? '');
}
