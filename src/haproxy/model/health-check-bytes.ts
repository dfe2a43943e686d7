import { since } from '../versions.ts';
import type { Draft } from './health-check-draft.ts';
import {
  type CheckLine,
  formatted,
  literal,
  missingArgument,
  type Refusal,
  refuse,
  textAt,
} from './health-check-line.ts';
import { bytesOfHex } from './hex-bytes.ts';

/** What `tcp-check` can send. */
export const bytesKeywords = ['send', 'send-lf', 'send-binary', 'send-binary-lf'];

/**
 * Reads `tcp-check send` and its kin (haproxy v3.4.0 src/tcpcheck.c:2928).
 * @param line the line
 * @returns the rule, or why it is refused
 */
export function readBytes(line: CheckLine): Draft | Refusal {
  const keyword = textAt(line, 1);
  const missing = missingArgument(line, 1);
  if (missing) return missing;
  const value = keyword.endsWith('-lf') ? formatted(line, 2) : literal(line, 2);
  if ('refused' in value) return value;
  const comment = readComment(line);
  if (comment !== null && typeof comment !== 'string') return comment;
  const unknown = [...value.unknown];
  const bytes = keyword.includes('binary') ? bytesOfHex(value.text) : value.text;
  // Of a format only its result must be hex digits: HAProxy sees that when it checks.
  if (bytes === null && keyword === 'send-binary')
    return refuse(line, 2, `"${value.text}" is not made of pairs of hex digits`);
  if (bytes === null && unknown.length === 0)
    unknown.push({
      ...line.at,
      text: value.text,
      because: 'this does not become pairs of hex digits',
      affects: 'check',
    });
  return { rule: { action: 'bytes', at: line.at, comment, step: 0, bytes: bytes ?? '' }, unknown };
}

function readComment(line: CheckLine): string | null | Refusal {
  let comment: string | null = null;
  const strict = since(line.version, '2.2');
  // Before 2.2 what followed was not looked at.
  for (let i = 3; i < (strict ? line.words.length : 4); i += 2) {
    if (textAt(line, i) === 'comment') {
      const missing = missingArgument(line, i);
      if (missing) return missing;
      comment = literal(line, i + 1).text;
    } else if (strict) return refuse(line, i, `"${textAt(line, i)}" is no option of ${textAt(line, 1)}`);
  }
  return comment;
}
