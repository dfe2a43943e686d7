import type { ClientTls, HttpLine } from '../../log-types.ts';
import { type Cursor, literal, upTo } from './cursor.ts';

type HttpEnd = Pick<HttpLine, 'captured' | 'request' | 'https'>;

const httpsFields =
  /^ (?<frontendError>-|\d+)\/(?<tlsError>-|[0-9A-Fa-f]+)\/(?<clientError>-|\d+)\/(?<clientCaError>-|\d+)\/(?<resumed>[-01]) (?<sni>.*)\/(?<version>[^/\s]+)\/(?<cipher>[^/\s]+)$/;

/**
 * Reads what `option httpslog` adds behind the request (haproxy v3.4.0 src/log.c:331, default_https_log_format).
 * @param text from the space behind the request to the end of the line
 * @returns the fields; null: these are not they
 */
export function readHttps(text: string): ClientTls | null {
  const fields = httpsFields.exec(text)?.groups;
  if (fields === undefined) return null;
  const {
    frontendError = '',
    tlsError = '',
    clientError = '',
    clientCaError = '',
    resumed,
    sni,
    version,
    cipher,
  } = fields;
  const named = (text: string | undefined) => (text === undefined || text === '-' || text === '' ? null : text);
  return {
    frontendError,
    tlsError,
    clientError,
    clientCaError,
    resumed: resumed === '1',
    sni: named(sni),
    version: named(version),
    cipher: named(cipher),
  };
}

/**
 * Reads the end of an HTTP line: captured headers, the request, and what `option httpslog` adds.
 *
 * @param cursor the place, behind the queues
 * @returns the three, as far as the line goes where it was cut (HAProxy cuts at `log … len`); null: something else follows
 */
export function readHttpEnd(cursor: Cursor): HttpEnd | null {
  const { text } = cursor;
  const captured: string[] = [];
  // HAProxy escapes braces in headers, and quotes in both (HAProxy manual, "Non-printable characters").
  while (literal(cursor, '{')) {
    const headers = upTo(cursor, '}');
    if (headers === null) return { captured, request: null, https: null };
    captured.push(headers);
    if (!literal(cursor, ' ')) return cursor.at === text.length ? { captured, request: null, https: null } : null;
  }
  if (cursor.at === text.length) return { captured, request: null, https: null };
  if (!literal(cursor, '"')) return null;
  const request = upTo(cursor, '"');
  if (request === null) return { captured, request: text.slice(cursor.at), https: null };
  if (cursor.at === text.length) return { captured, request, https: null };
  const https = readHttps(text.slice(cursor.at));
  return https === null ? null : { captured, request, https };
}
