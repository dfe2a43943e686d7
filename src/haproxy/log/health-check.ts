import type { CheckReason, HealthCheckLine, LogPrefix } from '../../log-types.ts';
import { readReason } from './check-reason.ts';
import { type Cursor, endsInside, integerBefore, literal, serverName } from './cursor.ts';
import { remembering } from './remembering.ts';

const results = ['succeeded', 'conditionally succeeded', 'failed'] as const;
const states = ['UP', 'DOWN', 'DRAIN'];

function readResult(cursor: Cursor): HealthCheckLine['result'] | null {
  for (const result of results) if (literal(cursor, result)) return result;
  return null;
}

function readHealth(cursor: Cursor): HealthCheckLine['health'] {
  const current = integerBefore(cursor, '/');
  const limit = current === null ? null : integerBefore(cursor, ' ');
  if (current === null || limit === null) return null;
  for (const state of states) if (literal(cursor, state)) return { current, limit, state };
  return null;
}

interface Outcome {
  result: HealthCheckLine['result'];
  check: CheckReason;
  health: HealthCheckLine['health'];
}

/** `failed, reason: …, status: 2/3 UP.`: all that follows the server's name. */
const readOutcome = remembering((text: string): Outcome | null => {
  const cursor: Cursor = { text, at: 0 };
  const result = readResult(cursor);
  if (result === null || !literal(cursor, ', reason: ')) return null;
  const check = readReason(cursor);
  const health = literal(cursor, ', status: ') ? readHealth(cursor) : null;
  if (health !== null) literal(cursor, '.');
  const whole = health !== null && cursor.at === text.length;
  return whole || cutInside(cursor, check.durationMs === null) ? { result, check, health } : null;
});

/** Whether the line simply stops where something was to follow, rather than going on with something else. */
function cutInside(cursor: Cursor, duration: boolean): boolean {
  const rest = cursor.text.slice(cursor.at);
  if (endsInside(cursor, ', status: ') || endsInside(cursor, ', info: "') || endsInside(cursor, ', code: '))
    return true;
  if (duration && (endsInside(cursor, ', check duration: ') || /^\d{1,10}m?$/.test(rest))) return true;
  return /^\d{1,5}(?:\/(?:\d{1,5}(?: [A-Z]{0,4})?)?)?$/.test(rest);
}

/**
 * Reads `Health check for server be/s1 failed, reason: …, status: 2/3 UP.`, and `Agent check for …`
 * (haproxy v3.4.0 src/check.c:535; `option log-health-checks`).
 *
 * @param text the line
 * @param at where the message begins
 * @param prefix what stood before it
 * @returns what it says; of a line that was cut as much as is sure; null: it is not such a line
 */
export function parseHealthCheck(text: string, at: number, prefix: LogPrefix): HealthCheckLine | null {
  const cursor: Cursor = { text, at };
  const agent = literal(cursor, 'Agent');
  if (!agent && !literal(cursor, 'Health')) return null;
  if (!literal(cursor, ' check for ')) return null;
  const backup = literal(cursor, 'backup ');
  if (!literal(cursor, 'server ')) return null;
  const name = serverName(cursor);
  if (name === null || !literal(cursor, ' ')) return null;
  const outcome = readOutcome(text, cursor.at);
  if (outcome === null) return null;
  const { proxy, server } = name;
  const { result, check, health } = outcome;
  return { kind: 'health-check', prefix, agent, backup, proxy, server, result, check, health };
}
