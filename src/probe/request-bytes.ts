import { breakout, requestText } from '../request-text.ts';
import type { RequestPlan } from '../types.ts';

/**
 * A request of HTTP/1 as bytes.
 *
 * @param request with version 1.0 or 1.1
 * @returns the bytes to send (see `requestText`)
 * @throws RangeError as {@link refuseBreakouts}
 */
export function requestBytes(request: RequestPlan): Buffer {
  refuseBreakouts(request);
  return Buffer.from(requestText(request), 'latin1');
}

/**
 * Holds every part of a request to the characters that may stand there, whatever version it is sent with.
 *
 * @param request any request
 * @throws RangeError naming the part, not its content
 */
export function refuseBreakouts(request: RequestPlan): void {
  const part = breakout(request);
  if (part !== null) throw new RangeError(part);
}
