import type { Observation } from '../../types.ts';
import type { View } from '../view.ts';
import { hexOf } from './hex.ts';

/**
 * Whether an answer is one of gRPC: its content type, or the status of a call that ended with its headers
 * (gRPC over HTTP2, Responses: Trailers-Only).
 * @param o the observation
 * @returns true for any such answer, of a failed call too
 */
export function isGrpc(o: Observation | undefined): boolean {
  const headers = o?.http?.headers;
  if (!headers) return false;
  return headers['grpc-status'] !== undefined || /^application\/grpc(?:$|[+; ])/i.test(headers['content-type'] ?? '');
}

/**
 * Whether a call found nobody to answer it: UNAVAILABLE, behind status 200 (gRPC, status codes).
 * @param o the observation
 * @returns true where the headers say so; trailers behind a body are not looked at
 */
export function isUnavailable(o: Observation | undefined): boolean {
  return o?.http?.headers['grpc-status']?.trim() === '14';
}

/**
 * Whether what was seen may be a gRPC service, so that it is worth while to make a call.
 * @param seen the view
 * @returns true where an answer is gRPC's, is one of its refusals of GET, or where HTTP/2 alone is spoken in clear text
 */
export function mayBeGrpc(seen: View): boolean {
  // 464: an Application Load Balancer whose target group speaks gRPC.
  const refuses = ({ http }: Observation) => http?.status === 415 || http?.status === 464;
  return seen.observations.some((o) => isGrpc(o) || refuses(o)) || speaksClearHttp2(seen);
}

/**
 * Whether the port spoke HTTP/2 first, in clear text: a SETTINGS frame on stream 0 (RFC 9113, section 3.4).
 * @param seen the view
 * @returns true where that was the answer to a request of HTTP/1
 */
export function speaksClearHttp2(seen: View): boolean {
  const received = seen.of('clear/http-with-host')?.failure?.received ?? '';
  return /^00.{4}04..00000000/.test(hexOf(received));
}
