import type { LogPrefix, ServerStateLine } from '../../log-types.ts';
import { readReason } from './check-reason.ts';
import { type Cursor, endsInside, literal, serverName, upTo } from './cursor.ts';
import { remembering } from './remembering.ts';
import { readLeft } from './servers-left.ts';

// haproxy v3.4.0 src/server.c:6795-7215, v2.6.0 src/server.c:5170-5680, v1.5.0 src/server.c:230-690. Longer ones first.
const is = [
  'leaving forced maintenance but remains in maintenance',
  'leaving forced drain but remains in drain mode',
  'UP/READY',
  'UP/DRAIN',
  'DOWN/READY',
  'DOWN/DRAIN',
  'UP',
  'DOWN',
  'stopping',
];
const does = [
  'was DOWN and now enters maintenance',
  'enters drain state',
  'remains in forced maintenance',
  'remains in forced drain mode',
  'remains in drain mode',
  'resolves again but remains in maintenance',
  'administratively READY thanks to valid DNS answer',
];

function oneOf(cursor: Cursor, all: readonly string[]): string | null {
  for (const words of all) if (literal(cursor, words)) return words;
  return null;
}

function readState(cursor: Cursor): string | null {
  const { text } = cursor;
  if (literal(cursor, 'is going ')) return literal(cursor, 'DOWN for maintenance') ? 'DOWN for maintenance' : null;
  const words = oneOf(cursor, literal(cursor, 'is ') ? is : does);
  // `UPSIDE` is not `UP`.
  return cursor.at === text.length || ' .,'.includes(text.charAt(cursor.at)) ? words : null;
}

/** ` (leaving forced drain)`, ` (No IP for server )`: belongs to the state. */
function readRemark(cursor: Cursor): string {
  const start = cursor.at;
  if (!literal(cursor, ' (')) return '';
  if (upTo(cursor, ')') === null) cursor.at = cursor.text.length;
  return cursor.text.slice(start, cursor.at);
}

/** `, changed from CLI`: who did it where no check did. */
function readCause(cursor: Cursor): string | null {
  const { text } = cursor;
  if (!text.startsWith(', changed from ', cursor.at)) return null;
  const start = cursor.at + 2;
  const ends = [text.indexOf('.', start), text.indexOf(' via ', start)].filter((end) => end !== -1);
  cursor.at = Math.min(text.length, ...ends);
  return text.slice(start, cursor.at);
}

/** A dot ends the sentence, and is no part of the name; without one the line was cut, and perhaps the name. */
function readVia(cursor: Cursor): ServerStateLine['via'] {
  if (!literal(cursor, ' via ')) return null;
  const name = serverName(cursor);
  if (name === null) cursor.at = cursor.text.length;
  if (name === null || !name.server.endsWith('.')) return null;
  cursor.at--;
  return { ...name, server: name.server.slice(0, -1) };
}

/** Whether the line simply stops before or inside what it says of a check. */
function endsInCheck(cursor: Cursor, begun: boolean): boolean {
  const words = begun ? [', code: ', ', info: "', ', check duration: '] : [', reason: ', ', changed from '];
  if (words.some((words) => endsInside(cursor, words))) return true;
  return begun && /^\d{1,10}m?$/.test(cursor.text.slice(cursor.at));
}

type Outcome = Pick<ServerStateLine, 'state' | 'cause' | 'fqdn' | 'via' | 'check' | 'left'>;

/** `is DOWN, reason: …. 1 active and …`: all that follows the server's name. */
const readOutcome = remembering((text: string): Outcome | null => {
  const cursor: Cursor = { text, at: 0 };
  const fqdn = literal(cursor, "('") ? upTo(cursor, "') ") : undefined;
  const words = fqdn === null ? null : readState(cursor);
  if (words === null) return null;
  const state = words + readRemark(cursor);
  const check = literal(cursor, ', reason: ') ? readReason(cursor) : null;
  const cause = check === null ? readCause(cursor) : null;
  const via = readVia(cursor);
  const left = readLeft(cursor);
  if (left === undefined && !endsInCheck(cursor, check !== null)) return null;
  const outcome: Outcome = { state, via, check, left: left ?? null };
  if (cause !== null) outcome.cause = cause;
  if (fqdn !== undefined && fqdn !== null) outcome.fqdn = fqdn;
  return outcome;
});

/**
 * Reads `Server be/s1 is DOWN, reason: …. 1 active and 0 backup servers left. …` and the other lines that say what
 * became of a server: UP, stopping, maintenance, drain, resolved again.
 *
 * @param text the line
 * @param at where the message begins
 * @param prefix what stood before it
 * @returns what it says; of a line that was cut as much as is sure; null: it is not such a line
 */
export function parseServerState(text: string, at: number, prefix: LogPrefix): ServerStateLine | null {
  const cursor: Cursor = { text, at };
  const backup = literal(cursor, 'Backup ');
  if (!literal(cursor, 'Server ')) return null;
  const name = serverName(cursor);
  if (name === null || !literal(cursor, ' ')) return null;
  const outcome = readOutcome(text, cursor.at);
  if (outcome === null) return null;
  const { proxy, server } = name;
  const { state, via, check, left } = outcome;
  const line: ServerStateLine = { kind: 'server-state', prefix, backup, proxy, server, state, via, check, left };
  if (outcome.cause !== undefined) line.cause = outcome.cause;
  if (outcome.fqdn !== undefined) line.fqdn = outcome.fqdn;
  return line;
}
