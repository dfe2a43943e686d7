import type { Draft } from './health-check-draft.ts';
import { endExpect, startExpect } from './health-check-expect.ts';
import { type CheckLine, literal, missingArgument, type Refusal, refuse, textAt } from './health-check-line.ts';
import { bytesOfHex } from './hex-bytes.ts';
import type { CheckExpect } from './types.ts';

/**
 * Reads `http-check expect` and `tcp-check expect` as they were before 2.2: exclamation marks, one pattern, a comment;
 * what follows is not looked at (haproxy v2.0.0 src/cfgparse-listen.c:2912-3010, 3181-3320).
 * @param line the line
 * @param kinds what it can match
 * @returns the rule, or why it is refused
 */
export function readOldExpect(line: CheckLine, kinds: readonly string[]): Draft | Refusal {
  const reading = startExpect(line);
  let i = 2;
  while (/^!+$/.test(textAt(line, i))) i += 1;
  const marks = line.words.slice(2, i + 1).map(({ text }) => /^!*/.exec(text)?.[0].length ?? 0);
  reading.rule.negated = marks.reduce((sum, count) => sum + count, 0) % 2 === 1;
  const kind = textAt(line, i).replace(/^!+/, '');
  if (!kinds.includes(kind)) return refuse(line, i, `"${kind}" is nothing that expect can match before HAProxy 2.2`);
  const missing = missingArgument(line, i);
  if (missing) return missing;
  const match = oldMatch(kind, literal(line, i + 1).text);
  if (match === null) return refuse(line, i + 1, `"${textAt(line, i + 1)}" is not made of pairs of hex digits`);
  reading.rule.match = match;
  if (textAt(line, 0) === 'tcp-check' && textAt(line, i + 2) === 'comment') {
    const absent = missingArgument(line, i + 2);
    if (absent) return absent;
    reading.rule.comment = literal(line, i + 3).text;
  }
  return endExpect(reading);
}

function oldMatch(kind: string, text: string): CheckExpect['match'] | null {
  if (kind === 'binary') {
    const pattern = bytesOfHex(text);
    return pattern === null ? null : { kind, pattern };
  }
  // The code was compared as text: a list or a range never matches.
  if (kind === 'status') return { kind, list: /^\d{3}$/.test(text) ? text : '0' };
  return { kind: kind as 'rstatus' | 'string' | 'rstring', pattern: text };
}
