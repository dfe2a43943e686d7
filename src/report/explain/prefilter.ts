import { families } from './families/index.ts';
import type { Family } from './families/rule.ts';

// Literal words in one alternation are looked for in one pass.
const anyOf = (words: readonly string[]): RegExp =>
  new RegExp(words.map((word) => word.replace(/[^\w ]/g, '\\$&')).join('|'));

const byFamily = new Map(families.map((family) => [family, anyOf(family.hints)]));

/** What is read by the form of the whole text, alerts and statuses among them. */
const others = [
  'lert',
  'tls: ',
  'TLS',
  'SSL',
  'routines:',
  'Layer',
  'L4',
  'L6',
  'L7',
  'SOCKERR',
  'PROC',
  '<NOSRV>',
  'reason: ',
  'rror: ',
  'TCPCHK',
  'returned by OS',
  'tcp-check',
  'status check',
  'HTTP Error',
  'HTTPError',
  'status code',
  'server response',
  'HTTP probe',
  'ERROR ',
];

const anyFamily = anyOf([...new Set([...families.flatMap(({ hints }) => hints), ...others])]);

/** What is short, or begins as a status line or a row of HAProxy's statistics does. */
const byForm = /^(?:< ?)?HTTP\/|^.{0,60}$|^\d+ \S+ \d+ \S+ \S+ [0-3] |^(?:[^,]*,){40}/s;

/**
 * Whether a line can be a piece of HAProxy's or an error of a client: one pass over a line of somebody else's log tells
 * that it is neither.
 * @param text one line
 * @returns false where it is sure that it is none
 */
export function mayBeClient(text: string): boolean {
  return byForm.test(text) || anyFamily.test(text);
}

/**
 * Whether a text can be in the words of a family.
 * @param family whose words
 * @param text one text
 * @returns false where it is sure that it is not
 */
export function mayBeOf(family: Family, text: string): boolean {
  return byFamily.get(family)?.test(text) ?? false;
}
