import type { LogLine, LogPrefix } from '../../log-types.ts';
import { parseClf } from './clf.ts';
import { readClient } from './client.ts';
import { readConnectionError, readErrorFormat } from './connection-error.ts';
import type { Cursor } from './cursor.ts';
import { parseHealthCheck } from './health-check.ts';
import { parseBackendDown, parseNotice } from './notice.ts';
import { parseServerState } from './server-state.ts';
import { readTraffic } from './traffic.ts';
import { type Unwrapped, unwrap } from './wrapping.ts';

/** So much of a line is read, `log … len` allows no more (HAProxy manual, `log`); what follows is left away. */
export const longestLine = 65_535;

const backslash = 92;

/**
 * Reads what HAProxy itself wrote.
 *
 * @param text a line, white space at its end left away
 * @param at where HAProxy's words begin
 * @param prefix what stood before them
 * @returns what they say; null: they are not HAProxy's, or of a `log-format` of somebody's own
 */
function parseMessage(text: string, at: number, prefix: LogPrefix): LogLine | null {
  const line = parseHealthCheck(text, at, prefix) ?? parseServerState(text, at, prefix);
  if (line !== null) return line;
  const cursor: Cursor = { text, at };
  const client = readClient(cursor);
  const behind = cursor.at;
  if (client !== null) {
    const traffic = readConnectionError(cursor, client, prefix) ?? readTraffic(cursor, client, prefix);
    return traffic ?? readErrorFormat({ text, at: behind }, client, prefix);
  }
  const message = text.slice(at);
  return parseBackendDown(message, prefix) ?? parseClf(message, prefix) ?? parseNotice(message, prefix);
}

/**
 * Reads one line of HAProxy's log, bare or in whatever syslog, the journal, a container runtime or HAProxy's own
 * stderr put around it.
 *
 * @param text one line, with or without its end; what is beyond {@link longestLine} is not looked at
 * @returns what it says; null: it is no line of HAProxy's, or of a `log-format` of somebody's own
 */
export function parseLogLine(text: string): LogLine | null {
  const unwrapped = unwrap(text.slice(0, longestLine));
  return unwrapped === null ? null : parseUnwrapped(unwrapped);
}

/**
 * Reads a line that nothing is around any more. syslog-ng puts a backslash before quotes, of which HAProxy's own lines
 * have none (HAProxy manual, 8.6).
 * @param unwrapped the line
 * @returns what it says; null: it is no line of HAProxy's, or of a `log-format` of somebody's own
 */
export function parseUnwrapped({ prefix, text, at }: Unwrapped): LogLine | null {
  const first = text.indexOf('"', at);
  if (first === -1) return parseMessage(text, at, prefix);
  if (first === at && text.endsWith('"')) return parseMessage(text.slice(at + 1, -1), 0, prefix);
  const escaped = first > at && text.charCodeAt(first - 1) === backslash;
  return escaped ? parseMessage(text.slice(at).replaceAll('\\"', '"'), 0, prefix) : parseMessage(text, at, prefix);
}
