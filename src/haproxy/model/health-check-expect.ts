import { readable } from '../../bytes-pattern.ts';
import { isFillable, isWorkable } from '../check-text.ts';
import { isBrokenRegex } from './broken-regex.ts';
import { type Draft, plainExpect } from './health-check-draft.ts';
import { readHeaderMatch } from './health-check-expect-header.ts';
import {
  type CheckLine,
  formatted,
  literal,
  missingArgument,
  type Refusal,
  refuse,
  textAt,
  unknownWords,
} from './health-check-line.ts';
import { type ExpectReading, leaveOpen, notUnderstood } from './health-check-open.ts';
import { bytesOfHex } from './hex-bytes.ts';
import { isRefusedInChecks } from './sample-in-check.ts';

const statuses: Record<string, string[]> = {
  'ok-status': ['L4OK', 'L6OK', 'L7OK', 'L7OKC'],
  'error-status': ['L4CON', 'L6RSP', 'L7RSP', 'L7STS', 'L7OKC'],
  'tout-status': ['L4TOUT', 'L6TOUT', 'L7TOUT'],
};
const settings = ['min-recv', 'comment', 'on-success', 'on-error', 'status-code', ...Object.keys(statuses)];
const ofHttp = ['string', 'rstring', 'string-lf', 'status', 'rstatus', 'hdr', 'fhdr'];
const ofTcp = ['string', 'rstring', 'string-lf', 'binary', 'rbinary', 'binary-lf'];

/**
 * Reads `http-check expect` and `tcp-check expect` of HAProxy 2.2 and later (haproxy v3.4.0 src/tcpcheck.c:3249).
 * @param line the line
 * @returns the rule, or why it is refused
 */
export function readExpect(line: CheckLine): Draft | Refusal {
  const reading = startExpect(line);
  let marked = false;
  let i = 2;
  while (i < line.words.length) {
    const word = textAt(line, i);
    const keyword = word.replace(/^!+/, '');
    marked ||= keyword !== word;
    if ((word.length - keyword.length) % 2 === 1) reading.rule.negated = !reading.rule.negated;
    if (keyword === '') {
      // Marks that are a word of their own belong to the next one.
      i += 1;
      if (i === line.words.length) return refuse(line, i - 1, 'a ! must stand before something to match');
      continue;
    }
    if (marked && (settings.includes(keyword) || keyword === 'custom'))
      return refuse(line, i, `"${keyword}" cannot be turned round by !`);
    const end = settings.includes(keyword) ? readSetting(reading, keyword, i) : readMatch(reading, keyword, i);
    if (typeof end !== 'number') return end;
    marked = false;
    i = end;
  }
  return endExpect(reading);
}

/**
 * Begins to read an expect rule.
 * @param line its line
 * @returns a rule that says nothing yet
 */
export function startExpect(line: CheckLine): ExpectReading {
  return { line, rule: { ...plainExpect(line.at), match: null }, unknown: unknownWords(line, 2) };
}

/**
 * Ends it.
 * @param reading what was read
 * @returns the rule, or why it is refused
 */
export function endExpect(reading: ExpectReading): Draft | Refusal {
  const { line, rule, unknown } = reading;
  const { match } = rule;
  if (match === null) return refuse(line, line.words.length, 'expect has nothing to match');
  const patterns = 'pattern' in match ? [match.pattern] : [];
  const regular = /^r/.test(match.kind) ? patterns : [];
  if (regular.some(isBrokenRegex)) return refuse(line, line.words.length, 'its regular expression is not complete');
  for (const text of regular.filter((pattern) => !readable(pattern)))
    leaveOpen(reading, 'match', [{ ...line.at, text, because: notUnderstood, affects: 'check' }]);
  return { rule: { ...rule, match }, unknown };
}

function readSetting(reading: ExpectReading, keyword: string, i: number): number | Refusal {
  const { line, rule } = reading;
  const missing = missingArgument(line, i);
  if (missing) return missing;
  const { text } = literal(line, i + 1);
  if (keyword === 'min-recv') {
    const number = Number(/^\s*[+-]?\d+/.exec(text)?.[0] ?? 0);
    if (number < -1 || number > 2 ** 31 - 1) return refuse(line, i + 1, 'min-recv needs a number from -1 on');
    rule.minRecv = number < 0 ? null : number;
  } else if (keyword === 'comment') rule.comment = text;
  else if (keyword === 'status-code') {
    if (isRefusedInChecks(text)) return refuse(line, i + 1, `"${text}" has no value in a health check`);
    rule.statusCode = text;
    const because = 'the code is worked out from the answer';
    if (!isWorkable(text)) leaveOpen(reading, 'statusCode', [{ ...line.at, text, because, affects: 'check' }]);
  } else if (keyword.startsWith('on-')) return readInfo(reading, keyword, i);
  else return readStatus(reading, keyword, i);
  return i + 2;
}

function readInfo(reading: ExpectReading, keyword: string, i: number): number | Refusal {
  const { line, rule } = reading;
  const value = formatted(line, i + 1);
  if ('refused' in value) return value;
  const { text } = literal(line, i + 1);
  const part = keyword === 'on-error' ? 'onError' : 'onSuccess';
  rule[part] = text;
  if (!isFillable(text, line.version)) leaveOpen(reading, part, value.unknown);
  return i + 2;
}

const statusFields = { 'ok-status': 'okStatus', 'error-status': 'errorStatus', 'tout-status': 'toutStatus' } as const;

function readStatus({ line, rule }: ExpectReading, keyword: string, i: number): number | Refusal {
  const text = textAt(line, i + 1).toUpperCase();
  const allowed = statuses[keyword] ?? [];
  if (!allowed.includes(text))
    return refuse(line, i + 1, `"${textAt(line, i + 1)}" is no ${keyword} (${allowed.join(', ')})`);
  rule[statusFields[keyword as keyof typeof statusFields]] = text;
  return i + 2;
}

function readMatch(reading: ExpectReading, keyword: string, i: number): number | Refusal {
  const { line, rule } = reading;
  const http = textAt(line, 0) === 'http-check';
  if (keyword !== 'custom' && !(http ? ofHttp : ofTcp).includes(keyword))
    return refuse(line, i, `"${keyword}" is nothing that ${http ? 'http' : 'tcp'}-check expect can match`);
  if (rule.match !== null) return refuse(line, i, 'expect takes one pattern only');
  if (keyword === 'custom') {
    // HAProxy accepts the word and then never answers: it is meant for its own checks.
    const because = 'expect custom is meant for checks of HAProxy itself';
    leaveOpen(reading, 'match', [{ ...line.at, text: keyword, because, affects: 'check' }]);
    rule.match = { kind: 'string', pattern: '' };
    return i + 1;
  }
  if (keyword.endsWith('hdr')) return readHeaderMatch(reading, i);
  return missingArgument(line, i) ?? readPattern(reading, keyword, i);
}

function readPattern(reading: ExpectReading, keyword: string, i: number): number | Refusal {
  const { line, rule } = reading;
  const { text: pattern } = literal(line, i + 1);
  if (keyword === 'status') {
    if (!isStatusList(pattern)) return refuse(line, i + 1, `"${pattern}" is no list of status codes`);
    rule.match = { kind: 'status', list: pattern };
  } else if (keyword.endsWith('-lf')) {
    const value = formatted(line, i + 1);
    if ('refused' in value) return value;
    leaveOpen(reading, 'match', value.unknown);
    rule.match = { kind: 'string', pattern: value.text, format: true };
    if (keyword === 'binary-lf') {
      const bytes = bytesOfHex(value.text);
      rule.match = { kind: 'binary', pattern: bytes ?? '', format: true };
      const because = 'this does not become pairs of hex digits';
      if (bytes === null) leaveOpen(reading, 'match', [{ ...line.at, text: pattern, because, affects: 'check' }]);
    }
  } else if (keyword === 'binary') {
    const bytes = bytesOfHex(pattern);
    if (bytes === null) return refuse(line, i + 1, `"${pattern}" is not made of pairs of hex digits`);
    rule.match = { kind: 'binary', pattern: bytes };
  } else rule.match = { kind: keyword as 'string' | 'rstring' | 'rbinary' | 'rstatus', pattern };
  return i + 2;
}

/**
 * Whether HAProxy takes a text for a list of status codes: `200,300-399`; a number may be left out and is then 0.
 * @param text the text
 * @returns true where it does
 */
function isStatusList(text: string): boolean {
  return text.split(',').every((part) => {
    const [, from = '', to] = /^(\d*)(?:-(\d*))?$/.exec(part) ?? [];
    return /^\d*(?:-\d*)?$/.test(part) && (to === undefined || Number(from) <= Number(to));
  });
}
