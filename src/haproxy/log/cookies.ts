import type { HttpLine } from '../../log-types.ts';
import type { Cursor } from './cursor.ts';

type Cookies = Pick<HttpLine, 'requestCookie' | 'responseCookie' | 'termination'>;

/** The termination state with its five counters and two queues: what cookies with spaces in them are measured by. */
const termination = / ([\w-]{4}) -?\d{1,20}(?:\/[-+]?\d{1,20}){4} \d{1,20}\/\d{1,20} /;

const isDigit = (code: number) => code >= 48 && code <= 57;

const none = (cookie: string) => (cookie === '-' ? null : cookie);

/** A cookie may hold spaces; then it is only sure which is which where the other one is missing. */
function split(cookies: string): { requestCookie: string | null; responseCookie: string | null } | null {
  if (cookies.startsWith('- ')) return { requestCookie: null, responseCookie: none(cookies.slice(2)) };
  if (cookies.endsWith(' -')) return { requestCookie: cookies.slice(0, -2), responseCookie: null };
  const first = cookies.indexOf(' ');
  if (first === -1 || first !== cookies.lastIndexOf(' ')) return null;
  return { requestCookie: none(cookies.slice(0, first)), responseCookie: none(cookies.slice(first + 1)) };
}

/**
 * Reads the captured cookies and the termination state behind them: `- - SC-- `. HAProxy writes cookies as they came
 * (haproxy v3.4.0 src/log.c, LOG_FMT_CCLIENT).
 *
 * @param cursor the place, moved behind the space that follows the state
 * @returns the three; null: they are not there, or two cookies with spaces cannot be told apart
 */
export function readCookies(cursor: Cursor): Cookies | null {
  const { text } = cursor;
  const first = text.indexOf(' ', cursor.at);
  const second = text.indexOf(' ', first + 1);
  // Nearly always: no spaces in them, and behind the state a number.
  if (first !== -1 && second !== -1 && text.charCodeAt(second + 5) === 32 && isDigit(text.charCodeAt(second + 6))) {
    const requestCookie = none(text.slice(cursor.at, first));
    const responseCookie = none(text.slice(first + 1, second));
    const state = text.slice(second + 1, second + 5);
    if (!state.includes(' ')) {
      cursor.at = second + 6;
      return { requestCookie, responseCookie, termination: state };
    }
  }
  const found = termination.exec(text.slice(cursor.at));
  const cookies = found === null ? null : split(text.slice(cursor.at, cursor.at + found.index));
  if (found === null || cookies === null) return null;
  cursor.at += found.index + 6;
  return { ...cookies, termination: found[1] ?? '' };
}
