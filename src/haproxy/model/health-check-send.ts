import type { Draft, SendDraft } from './health-check-draft.ts';
import {
  type CheckLine,
  formatted,
  literal,
  missingArgument,
  type Refusal,
  refuse,
  textAt,
  type Value,
} from './health-check-line.ts';

/**
 * A send rule of which nothing is said.
 * @param line its line
 * @param fromOption whether that is `option httpchk`
 * @returns the rule
 */
export function emptySend(line: CheckLine, fromOption: boolean): SendDraft {
  const nothing = { method: null, uri: null, version: null, body: null, headers: [] };
  return { action: 'send', at: line.at, comment: null, step: 0, fromOption, ...nothing };
}

/**
 * Reads `http-check send` (haproxy v3.4.0 src/tcpcheck.c:3024).
 * @param line the line
 * @returns the rule, or why it is refused
 */
export function readSend(line: CheckLine): Draft | Refusal {
  const rule = emptySend(line, false);
  let i = 2;
  while (i < line.words.length) {
    const keyword = textAt(line, i);
    const problem = keyword === 'hdr' ? addHeader(rule, line, i) : setField(rule, line, i);
    if (problem) return problem;
    i += keyword === 'hdr' ? 3 : 2;
  }
  return { rule, unknown: [] };
}

const fields = {
  meth: 'method',
  uri: 'uri',
  'uri-lf': 'uri',
  ver: 'version',
  body: 'body',
  'body-lf': 'body',
} as const;

function setField(rule: SendDraft, line: CheckLine, i: number): Refusal | null {
  const keyword = textAt(line, i);
  const field = Object.hasOwn(fields, keyword) ? fields[keyword as keyof typeof fields] : null;
  if (field === null && keyword !== 'comment') return refuse(line, i, `"${keyword}" is no option of http-check send`);
  const missing = missingArgument(line, i);
  if (missing) return missing;
  const value = keyword.endsWith('-lf') ? formatted(line, i + 1) : literal(line, i + 1);
  if ('refused' in value) return value;
  if (field) rule[field] = value;
  else rule.comment = value.text;
  return null;
}

/** Headers that HAProxy writes by itself, whatever is asked for. */
const ownHeaders = ['content-length', 'transfer-encoding'];

function addHeader(rule: SendDraft, line: CheckLine, i: number): Refusal | null {
  const [name, value] = [textAt(line, i + 1), textAt(line, i + 2)];
  if (name === '' || value === '') return refuse(line, i, '"hdr" needs a name and a value');
  const isHost = name.toLowerCase() === 'host';
  if (isHost && rule.headers.some((header) => header.name.toLowerCase() === 'host'))
    return refuse(line, i + 1, 'a second Host header');
  if (ownHeaders.includes(name.toLowerCase())) return null;
  const read = formatted(line, i + 2);
  if ('refused' in read) return read;
  const unknown: Value['unknown'] = [...literal(line, i + 1).unknown, ...read.unknown];
  rule.headers.push({ name: literal(line, i + 1).text, value: { text: read.text, unknown } });
  return null;
}
