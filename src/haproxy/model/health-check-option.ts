import type { Problem } from '../syntax/tree.ts';
import { since } from '../versions.ts';
import type { Draft } from './health-check-draft.ts';
import {
  type CheckLine,
  formatted,
  formattedPart,
  literal,
  type Refusal,
  refuse,
  textAt,
  type Value,
} from './health-check-line.ts';
import { emptySend } from './health-check-send.ts';
import { reaches } from './keyword-list.ts';
import { warned } from './problem.ts';

/**
 * Reads what `option httpchk` and, in a `healthcheck` section, `type httpchk` say of the request (haproxy v3.4.0
 * src/tcpcheck.c:5194, v2.6.0 src/tcpcheck.c:4902, v2.0.0 src/cfgparse-listen.c:2397).
 * @param line the line
 * @param bounded whether words too many are refused: in a `healthcheck` section they are ignored
 * @returns the send rule, with a warning where HAProxy has one; or why it is refused
 */
export function readHttpchk(line: CheckLine, bounded: boolean): (Draft & { problems: Problem[] }) | Refusal {
  const most = since(line.version, '3.1') ? 4 : 3;
  if (bounded && line.words.length > most + 2) return tooMany(line, most);
  const rule = emptySend(line, true);
  const [first, second] = [literal(line, 2), literal(line, 3)];
  if (textAt(line, 3) !== '') {
    rule.method = first;
    rule.uri = second;
  } else if (textAt(line, 2) !== '') rule.uri = first;
  const hidden = textAt(line, 4).indexOf('\r\n');
  if (hidden >= 0 && reaches(line.version, '2.8'))
    return refuse(line, 4, 'headers or a body behind the version are refused since HAProxy 2.8: use http-check send');
  if (textAt(line, 4) !== '') rule.version = literal(line, 4);
  if (textAt(line, 5) !== '') {
    const host = formatted(line, 5);
    if ('refused' in host) return host;
    rule.headers.push({ name: 'host', value: host });
  }
  if (hidden < 0) return { rule, unknown: [], problems: [] };
  const problem = takeHidden(rule, line, hidden);
  if (problem) return problem;
  const advice = 'headers or a body behind the version are deprecated: use http-check send';
  return {
    rule,
    unknown: [],
    problems: since(line.version, '2.2') ? [warned(line.at, line.words[4] ?? null, advice)] : [],
  };
}

function tooMany(line: CheckLine, most: number): Refusal {
  const word = textAt(line, most + 2);
  const hint = most === 3 && line.words.length === 6 ? '; a Host may stand there since HAProxy 3.1' : '';
  return refuse(line, most + 2, `"${word}" is one word too many for option httpchk${hint}`);
}

/** Splits `HTTP/1.1\r\nHost: a\r\n\r\nbody` into its parts: a custom of old, refused since 2.8. */
function takeHidden(rule: ReturnType<typeof emptySend>, line: CheckLine, at: number): Refusal | null {
  const { text, unknown } = literal(line, 4);
  const end = text.indexOf('\r\n\r\n');
  rule.version = { text: text.slice(0, at), unknown };
  if (end >= 0) rule.body = { text: text.slice(end + 4), unknown };
  const headers = text.slice(at + 2, end < 0 ? text.length : Math.max(end, at + 2));
  for (const header of headers.split('\r\n').filter(Boolean)) {
    const colon = header.indexOf(':');
    if (colon <= 0) return refuse(line, 4, `"${header}" is no header`);
    const value = headerValue(line, { text: header.slice(colon + 1).trim(), unknown });
    if ('refused' in value) return value;
    rule.headers.push({ name: header.slice(0, colon), value });
  }
  return null;
}

/** From 2.2 on the values of such headers are log-format text. */
function headerValue(line: CheckLine, value: Value): Value | Refusal {
  return since(line.version, '2.2') ? formattedPart(line, 4, value) : value;
}
