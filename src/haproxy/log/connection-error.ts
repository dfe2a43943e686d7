import type { ConnectionErrorLine, LogPrefix } from '../../log-types.ts';
import type { Client } from './client.ts';
import type { Cursor } from './cursor.ts';
import { readHttps } from './http-end.ts';

/**
 * Reads a connection that failed before it brought a request, from behind the date: `fe/1: SSL handshake failure`
 * (haproxy v3.4.0 src/session.c:420-490; the error of the TLS library between brackets since 2.8).
 *
 * @param cursor the place, at the name of the frontend
 * @param client what stood before it
 * @param prefix what stood before the message
 * @returns what it says; null: it is not such a line
 */
export function readConnectionError(cursor: Cursor, client: Client, prefix: LogPrefix): ConnectionErrorLine | null {
  const { text } = cursor;
  // The name ends with the first space, and a colon before it.
  const colon = text.indexOf(' ', cursor.at) - 1;
  if (colon < cursor.at || text.charAt(colon) !== ':') return null;
  const slash = text.indexOf('/', cursor.at);
  if (slash <= cursor.at || slash >= colon - 1 || colon === text.length - 2) return null;
  return {
    kind: 'connection-error',
    prefix,
    ...client,
    frontend: text.slice(cursor.at, slash),
    listener: text.slice(slash + 1, colon),
    ...withoutTls(text.slice(colon + 2)),
  };
}

/** Takes ` (error:…)` off, which may have been cut. */
function withoutTls(said: string): { message: string; tlsError: string | null } {
  const bracket = said.indexOf(' (');
  const inside = bracket === -1 ? null : said.slice(bracket + 2);
  if (inside === null || !(inside.startsWith('error:') || 'error:'.startsWith(inside)))
    return { message: said, tlsError: null };
  const error = inside.endsWith(')') ? inside.slice(0, -1) : inside;
  return { message: said.slice(0, bracket), tlsError: error.length > 'error:'.length ? error : null };
}

/** Frontend, then connections of the process and of the frontend. */
const named = /^(?<frontend>[^\s~]+)(?<tls>~?) \d{1,10}\/\d{1,10}(?= )/;

/**
 * Reads the `error-log-format` that HAProxy's manual gives as an example (8.2.5), from behind the date:
 * `fe~ 1/1 34/000000000A00009C/0/0/0 -/TLSv1.3/(NONE)`.
 *
 * @param cursor the place, at the name of the frontend
 * @param client what stood before it
 * @param prefix what stood before the message
 * @returns what it says; null: it is not such a line
 */
export function readErrorFormat(cursor: Cursor, client: Client, prefix: LogPrefix): ConnectionErrorLine | null {
  const rest = cursor.text.slice(cursor.at);
  const found = named.exec(rest);
  const fields = found === null ? '' : rest.slice(found[0].length);
  const https = readHttps(fields);
  if (found === null || https === null) return null;
  const { frontend = '' } = found.groups ?? {};
  const tlsError = /^0*$|^-$/.test(https.tlsError) ? null : https.tlsError;
  return {
    kind: 'connection-error',
    prefix,
    ...client,
    frontend,
    listener: '',
    message: fields.slice(1),
    tlsError,
    https,
  };
}
