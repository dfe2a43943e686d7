import { type Layer, readHeader } from './header.ts';

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec';
const month = `(?:${months.replaceAll(' ', '|')})`;
const day = '(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?';
const clock = '\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?';
const zone = '(?:Z|[-+]\\d\\d:?\\d\\d)?';
// RFC 3164, the journal's short forms, busybox (the year behind), RFC 3339, `short-full`, `short-unix`.
const times = [
  `${day}${month} [ \\d]\\d (?:\\d{4} )?${clock}(?: \\d{4}(?= ))?`,
  `${day}\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]${clock}${zone}(?: [A-Z]{3,4}(?= ))?`,
  '\\d{9,10}\\.\\d{3,9}',
];
const anyTime = new RegExp(`\\[?(${times.join('|')})\\]? +`, 'y');
const monotonic = /\[ *(\d{1,12}\.\d{3,9})\] /y;
const stream = /(?:stdout|stderr) [FP] /y;

const space = 32;
const colon = 58;

/** `Nov 23 01:02:03 ` and no year behind it: what nearly all lines begin with, without a regular expression. */
function plainTime(text: string, at: number): boolean {
  return (
    text.charCodeAt(at + 3) === space &&
    text.charCodeAt(at + 6) === space &&
    text.charCodeAt(at + 9) === colon &&
    text.charCodeAt(at + 12) === colon &&
    text.charCodeAt(at + 15) === space &&
    months.includes(text.slice(at, at + 3)) &&
    !/^\d\d [\d:]{8} (?:\d{4} | )/.test(text.slice(at + 4, at + 21))
  );
}

function readTime(text: string, at: number): { time: string; end: number } | null {
  if (plainTime(text, at)) return { time: text.slice(at, at + 15), end: at + 16 };
  for (const pattern of [anyTime, monotonic]) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) return { time: found[1] ?? '', end: at + found[0].length };
  }
  return null;
}

/**
 * Reads a time, and what syslog, the journal or a container runtime puts behind it.
 * @param text the line
 * @param at where
 * @returns what they say; null: no time stands there
 */
export function readTimed(text: string, at: number): Layer | null {
  const found = readTime(text, at);
  if (found === null) return null;
  stream.lastIndex = found.end;
  if (stream.test(text)) return { end: stream.lastIndex, said: { time: found.time } };
  const header = readHeader(text, found.end);
  if (header === null) return { end: found.end, said: { time: found.time } };
  header.said.time = found.time;
  return header;
}
