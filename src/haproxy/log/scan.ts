import type { LogLine } from '../../log-types.ts';
import { longestLine, parseUnwrapped } from './line.ts';
import { ownWords } from './own-words.ts';
import { type Head, headOf, sameHead } from './same-head.ts';
import { concerns, wentWell } from './went-well.ts';
import { unwrap } from './wrapping.ts';

/** A line that a scanner hands out. */
export interface ScannedLine {
  /** The line without its end, cut at {@link longestLine}; it does not keep the chunk alive that it came in. */
  text: string;
  /** What it says; null: it is no line of HAProxy's that is known. */
  line: LogLine | null;
}

/** Reads a log that comes in pieces. */
export interface Scanner {
  /**
   * Takes the next piece of the log.
   * @param chunk one character a byte (latin1, as `setEncoding('latin1')` of a stream gives), split anywhere
   * @returns the lines that are complete now and that concern us
   */
  push(chunk: string): ScannedLine[];
  /**
   * Takes the end of the log.
   * @returns the last line, where it has no end and concerns us
   */
  end(): ScannedLine[];
  /** How many lines there were, empty ones left out. */
  readonly total: number;
  /** How many of them were not handed out, because they say nothing of interest. */
  readonly passedOver: number;
}

const space = 32;
const isCapital = (code: number) => code >= 65 && code <= 90;

/** A slice would keep the whole chunk alive for as long as somebody keeps a name out of it. */
function copy(text: string, start: number, end: number): string {
  return ` ${text.slice(start, end)}`.slice(1);
}

/**
 * Makes a scanner. What it hands out: every line of health checks, server states and backends, connections that failed
 * before a request, notices, traffic that failed (no normal end, a status of 400 and above or none, a retry or a
 * redispatch), and every line that is not known. What it only counts: traffic that went well.
 * However long a line is, no more than {@link longestLine} of it is kept.
 *
 * @returns the scanner
 */
export function createScanner(): Scanner {
  // The beginning of a line whose end is still to come.
  let begun = '';
  let total = 0;
  let passedOver = 0;

  // The next line has mostly the same before HAProxy's words as the line before.
  let head: Head | null = null;

  const parse = (one: string): LogLine | null => {
    const unwrapped = unwrap(one);
    if (unwrapped === null) return null;
    const { prefix, text, at } = unwrapped;
    if (at > 0 && text === one && ownWords(one, at)) head = headOf(copy(one, 0, at), prefix);
    return parseUnwrapped(unwrapped);
  };

  const take = (text: string, start: number, stop: number, found: ScannedLine[]) => {
    let end = stop;
    while (end > start && text.charCodeAt(end - 1) <= space) end--;
    if (end === start) return;
    total++;
    const prefix = head === null ? null : sameHead(head, text, start);
    const at = head === null || prefix === null ? 0 : head.text.length;
    // Behind a known head a capital begins HAProxy's own words, and no client's address.
    const traffic = at === 0 || !isCapital(text.charCodeAt(start + at));
    if (traffic && wentWell(text, start + at, end)) {
      passedOver++;
      return;
    }
    const one = copy(text, start, Math.min(end, start + longestLine));
    const line = prefix === null ? parse(one) : parseUnwrapped({ prefix, text: one, at });
    if (line === null || concerns(line)) found.push({ text: one, line });
    else passedOver++;
  };

  return {
    push(chunk) {
      const found: ScannedLine[] = [];
      let start = 0;
      let end = chunk.indexOf('\n');
      if (begun !== '' && end !== -1) {
        const whole = begun + chunk.slice(0, Math.min(end, longestLine));
        begun = '';
        take(whole, 0, whole.length, found);
        start = end + 1;
        end = chunk.indexOf('\n', start);
      }
      for (; end !== -1; end = chunk.indexOf('\n', start)) {
        take(chunk, start, end, found);
        start = end + 1;
      }
      if (begun.length < longestLine) begun += copy(chunk, start, Math.min(chunk.length, start + longestLine));
      return found;
    },
    end() {
      const found: ScannedLine[] = [];
      take(begun, 0, begun.length, found);
      begun = '';
      return found;
    },
    get total() {
      return total;
    },
    get passedOver() {
      return passedOver;
    },
  };
}
