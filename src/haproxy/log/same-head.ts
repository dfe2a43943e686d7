import type { LogPrefix } from '../../log-types.ts';
import { ownWords } from './own-words.ts';

/** What stood before HAProxy's words in one line, by which the same is known in the next. */
export interface Head {
  /** The characters, an own copy. */
  text: string;
  says: LogPrefix;
  /** Where the time stands in it; both 0: it has none. */
  timeAt: number;
  timeEnd: number;
}

/**
 * Keeps what stood before HAProxy's words.
 * @param text an own copy of it
 * @param says what it says
 * @returns the head
 */
export function headOf(text: string, says: LogPrefix): Head {
  const timeAt = says.time === null ? -1 : text.indexOf(says.time);
  return timeAt === -1
    ? { text, says, timeAt: 0, timeEnd: 0 }
    : { text, says, timeAt, timeEnd: timeAt + (says.time?.length ?? 0) };
}

const isDigit = (code: number) => code >= 48 && code <= 57;

/**
 * Says what stands before HAProxy's words where it is the same as in another line, but for the digits of the time.
 *
 * @param head what stood before them in the other line
 * @param text the line, inside a longer text
 * @param start where it begins
 * @returns what it says; null: it is not the same, or HAProxy's words do not follow
 */
export function sameHead(head: Head, text: string, start: number): LogPrefix | null {
  const { text: known, says, timeAt, timeEnd } = head;
  let otherTime = false;
  for (let at = 0; at < known.length; at++) {
    const code = text.charCodeAt(start + at);
    if (code === known.charCodeAt(at)) continue;
    if (at < timeAt || at >= timeEnd || !isDigit(code) || !isDigit(known.charCodeAt(at))) return null;
    otherTime = true;
  }
  if (!ownWords(text, start + known.length)) return null;
  if (!otherTime) return says;
  const time = ` ${text.slice(start + timeAt, start + timeEnd)}`.slice(1);
  return { time, host: says.host, program: says.program, pid: says.pid, level: says.level };
}
