import type { CheckReason } from '../../log-types.ts';
import { type Cursor, integer, integerBefore, literal } from './cursor.ts';
import { statusOfReason } from './reasons.ts';

const comma = 44;
const dot = 46;

/**
 * Undoes what HAProxy does to bytes that do not belong into a log: `<3C>400<3E>` is `<400>` (haproxy v3.4.0
 * src/chunk.c:400, chunk_asciiencode).
 * @param info as it stands in the line
 * @returns one character a byte
 */
function decodeInfo(info: string): string {
  if (!info.includes('<')) return info;
  return info.replace(/<([0-9A-F]{2})>/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** An info that was cut may end inside an escape. */
function quoted(cursor: Cursor): string {
  const { text } = cursor;
  const end = text.indexOf('"', cursor.at);
  const info = end === -1 ? text.slice(cursor.at).replace(/<[0-9A-F]{0,2}$/, '') : text.slice(cursor.at, end);
  cursor.at = end === -1 ? text.length : end + 1;
  return decodeInfo(info);
}

function reasonWords(cursor: Cursor): string {
  const { text } = cursor;
  let end = cursor.at;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === comma || code === dot) break;
  }
  const words = text.slice(cursor.at, end);
  cursor.at = end;
  return words;
}

/**
 * Reads what a line says of a check, from behind `, reason: ` (haproxy v3.4.0 src/check.c:368, check_append_info).
 * A number at the very end of a line counts as cut, and is left out.
 *
 * @param cursor the place, moved behind what belongs to the check
 * @returns what it says
 */
export function readReason(cursor: Cursor): CheckReason {
  const reason = reasonWords(cursor);
  let code: number | null = null;
  if (literal(cursor, ', code: ')) {
    code = integer(cursor);
    if (cursor.at === cursor.text.length) code = null;
  }
  const info = literal(cursor, ', info: "') ? quoted(cursor) : null;
  const durationMs = literal(cursor, ', check duration: ') ? integerBefore(cursor, 'ms') : null;
  return { status: statusOfReason(reason), reason, code, info, durationMs };
}
