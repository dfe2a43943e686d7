import type { RequestPlan } from '../types.ts';

// RFC 9110, section 5.6.2.
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// RFC 9112, section 3.2, not checked beyond what could break out of the request line.
const target = /^[\x21-\x7e\x80-\xff]+$/;
// RFC 9110, section 5.5: visible characters, spaces and tabs inside.
const fieldValue = /^(?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?$/;

/**
 * A request of HTTP/1 exactly as planned (RFC 9112, section 2.1): request line, the given headers in the given order, an
 * empty line, the body. Nothing is added, no Host either: its absence is what some plans are about.
 *
 * @param request with version 1.0 or 1.1
 * @returns the bytes to send
 * @throws RangeError when a part has a character that would end it early: CR, LF, another control character, a space in
 *   the method or path
 */
export function requestBytes(request: RequestPlan): Buffer {
  refuseBreakouts(request);
  const lines = [`${request.method} ${request.path} HTTP/${request.version}`];
  for (const [name, value] of request.headers) lines.push(value === '' ? `${name}:` : `${name}: ${value}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${request.body ?? ''}`, 'latin1');
}

/**
 * Holds every part of a request to the characters that may stand there, whatever version it is sent with.
 *
 * @param request any request
 * @throws RangeError naming the part, not its content
 */
export function refuseBreakouts(request: RequestPlan): void {
  if (!token.test(request.method)) throw new RangeError('the method of the request is not a token');
  if (!target.test(request.path)) throw new RangeError('the path of the request has a space or a control character');
  for (const [name, value] of request.headers) {
    if (!token.test(name)) throw new RangeError('the name of a header is not a token');
    if (!fieldValue.test(value)) throw new RangeError('the value of a header has a control character');
  }
}
