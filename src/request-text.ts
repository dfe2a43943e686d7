import type { RequestPlan } from './types.ts';

// RFC 9110, section 5.6.2.
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// RFC 9112, section 3.2, not checked beyond what could break out of the request line.
const target = /^[\x21-\x7e\x80-\xff]+$/;
// RFC 9110, section 5.5: visible characters, spaces and tabs inside.
const fieldValue = /^(?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?$/;

/**
 * A request of HTTP/1 exactly as planned (RFC 9112, section 2.1): request line, the given headers in the given order, an
 * empty line, the body. Nothing is added, no Host either: its absence is what some plans are about.
 * @param request any request
 * @returns its text, one character a byte
 */
export function requestText(request: RequestPlan): string {
  const { method, path, version, written, headers, body } = request;
  const lines = [`${method} ${path} ${written ?? `HTTP/${version}`}`];
  for (const [name, value] of headers) lines.push(value === '' ? `${name}:` : `${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}

/**
 * What of a request could end a part of it early: CR, LF, another control character, a space in the method or path.
 * @param request any request
 * @returns the part, in words, without its content; null: nothing
 */
export function breakout(request: RequestPlan): string | null {
  const { method, path, written = '', headers } = request;
  if (!token.test(method)) return 'the method of the request is not a token';
  if (!target.test(path)) return 'the path of the request has a space or a control character';
  if (/[^\x21-\x7e]/.test(written)) return 'the version of the request has a space or a control character';
  for (const [name, value] of headers) {
    if (!token.test(name)) return 'the name of a header is not a token';
    if (!fieldValue.test(value)) return 'the value of a header has a control character';
  }
  return null;
}
