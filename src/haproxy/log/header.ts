import type { LogPrefix } from '../../log-types.ts';
import { ownWords } from './own-words.ts';

/** One wrapping that was taken off: how far it goes, and what it said. */
export interface Layer {
  end: number;
  said: Partial<LogPrefix>;
}

/** As many words as syslog daemons put before the program: host, facility and level. */
const mostWords = 3;

const level = /^[a-z0-9]+[.:][a-z]+$/;
const notInWords = /[[\]"{}]/;
/** `be/s1: IP changed from …` is HAProxy's own. */
const notInNames = /[[\]"{}/]/;

/** `haproxy[12]:` or `haproxy:`. */
function program(word: string): { program: string; pid: number | null } | null {
  if (!word.endsWith(':') || word.length === 1) return null;
  const bracket = word.indexOf('[');
  if (bracket === -1) return notInNames.test(word) ? null : { program: word.slice(0, -1), pid: null };
  const pid = word.slice(bracket + 1, -2);
  if (bracket === 0 || !word.endsWith(']:') || !/^\d{1,10}$/.test(pid)) return null;
  return { program: word.slice(0, bracket), pid: Number(pid) };
}

/**
 * Reads what stands between the time and the message: `host haproxy[12]: `, the host missing as HAProxy sends it.
 * @param text the line
 * @param at where the time ends
 * @returns what it says; null: it is something else
 */
export function readHeader(text: string, at: number): Layer | null {
  if (ownWords(text, at)) return null;
  let host: string | null = null;
  let start = at;
  for (let words = 0; words <= mostWords; words++) {
    const space = text.indexOf(' ', start);
    if (space <= start) return null;
    const word = text.slice(start, space);
    const said = program(word);
    if (said !== null) return { end: space + 1, said: { host, ...said } };
    if (notInWords.test(word)) return null;
    if (host === null && !level.test(word)) host = word;
    start = space + 1;
  }
  return null;
}

/**
 * Reads a program at the very beginning of a line, where only a process number or HAProxy's own name makes sure of it.
 * @param text the line
 * @param at where
 * @returns what it says; null: it is something else
 */
export function readProgram(text: string, at: number): Layer | null {
  const space = text.indexOf(' ', at);
  const said = space === -1 ? null : program(text.slice(at, space));
  if (said === null || (said.pid === null && !said.program.includes('haproxy'))) return null;
  return { end: space + 1, said };
}

// RFC 5424, section 6, from behind the version: time, host, program, process, message id, structured data.
const fiveFields = /(\S+) (\S+) (\S+) (\S+) \S+ /y;
const dataElement = /\[(?:[^\]"\\]|\\.|"(?:[^"\\]|\\.)*")*\]/y;

/**
 * Reads a header of RFC 5424 from behind `<134>1 `.
 * @param text the line
 * @param at where
 * @returns what it says; null: it is something else
 */
export function readRfc5424(text: string, at: number): Layer | null {
  fiveFields.lastIndex = at;
  const found = fiveFields.exec(text);
  if (found === null) return null;
  const [all, time = '', host = '', name = '', pid = ''] = found;
  let end = at + all.length;
  if (text.startsWith('-', end)) end++;
  for (dataElement.lastIndex = end; dataElement.test(text); end = dataElement.lastIndex);
  const named = (word: string) => (word === '-' ? null : word);
  const byteOrderMark = /^ (?:\u00EF\u00BB\u00BF|\uFEFF)?/.exec(text.slice(end, end + 4));
  return {
    end: end + (byteOrderMark?.[0].length ?? 0),
    said: {
      time: named(time),
      host: named(host),
      program: named(name),
      pid: /^\d{1,10}$/.test(pid) ? Number(pid) : null,
    },
  };
}
