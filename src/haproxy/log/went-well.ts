import type { LogLine } from '../../log-types.ts';
import { dateAt } from './client.ts';

const space = 32;
const plus = 43;
const minus = 45;
const slash = 47;
const zero = 48;
const three = 51;
const colon = 58;
const openBracket = 91;

/** No wrapping and no client is longer than this between two brackets. */
const mostBefore = 120;

/** Where the accept date begins; -1: nowhere. */
function findDate(text: string, start: number, end: number): number {
  let stop = Math.min(end, start + mostBefore);
  for (let at = start; at < stop; at++) {
    if (text.charCodeAt(at) !== openBracket) continue;
    if (dateAt(text, at + 1)) return at;
    stop = Math.min(end, at + mostBefore);
  }
  return -1;
}

/** Where the next space is; the end where there is none. */
function spaceFrom(text: string, at: number, end: number): number {
  let next = at;
  while (next < end && text.charCodeAt(next) !== space) next++;
  return next;
}

/** `--`, or `LR`: HAProxy answered by itself, as it was told to. */
function endedWell(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  return (first === minus && second === minus) || (first === 76 && second === 82);
}

/** Five numbers of connections, of which the last, the retries, is nought without a plus. */
function neverRetried(text: string, at: number, end: number): boolean {
  let slashes = 0;
  for (let next = at; next < end; next++) {
    const code = text.charCodeAt(next);
    if (code === slash) slashes++;
    else if (code === space)
      return slashes === 4 && text.charCodeAt(next - 1) === zero && text.charCodeAt(next - 2) === slash;
    else if (code !== plus && code !== minus && (code < zero || code >= colon)) return false;
  }
  return false;
}

/**
 * Says of a line inside a longer text, without taking it apart, that it is traffic that went well (see {@link concerns}).
 * It reads the fields one after the other from the date on, so that nothing a client sends can stand for one of them.
 *
 * @param text the text
 * @param start where the line begins
 * @param end where it ends
 * @returns true where that is sure
 */
export function wentWell(text: string, start: number, end: number): boolean {
  const at = findDate(text, start, end);
  if (at === -1) return false;
  const frontend = spaceFrom(text, at, end) + 1;
  const backend = spaceFrom(text, frontend, end) + 1;
  if (backend >= end || text.charCodeAt(backend - 2) === colon) return false;
  const times = spaceFrom(text, backend, end) + 1;
  const next = spaceFrom(text, times, end) + 1;
  let slashes = 0;
  for (let i = times; i < next; i++) if (text.charCodeAt(i) === slash) slashes++;
  if (slashes === 2) {
    const state = spaceFrom(text, next, end) + 1;
    return endedWell(text, state) && text.charCodeAt(state + 2) === space && neverRetried(text, state + 3, end);
  }
  if (slashes !== 4 || text.charCodeAt(next) > three || text.charCodeAt(next + 3) !== space) return false;
  const cookies = spaceFrom(text, next + 4, end) + 1;
  const state = spaceFrom(text, spaceFrom(text, cookies, end) + 1, end) + 1;
  return endedWell(text, state) && text.charCodeAt(state + 4) === space && neverRetried(text, state + 5, end);
}

/**
 * Says whether a line concerns us: all but traffic that ended as it should (`--`, or `LR`: answered by HAProxy itself,
 * as it was told to), at the first attempt and with a status below 400, and connections that are merely noted.
 *
 * @param line what a line says
 * @returns whether it does
 */
export function concerns(line: LogLine): boolean {
  if (line.kind === 'notice') return !line.message.startsWith('Connect ');
  if (line.kind !== 'http' && line.kind !== 'tcp') return true;
  const { termination, connections } = line;
  if (connections.retries !== 0 || line.redispatched) return true;
  if (!termination.startsWith('--') && !termination.startsWith('LR')) return true;
  return line.kind === 'http' && (line.status >= 400 || line.status < 0);
}
