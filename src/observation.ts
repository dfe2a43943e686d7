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
