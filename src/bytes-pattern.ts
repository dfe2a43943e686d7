import { parseRegex } from './haproxy/request/regex/parse.ts';
import { find } from './haproxy/request/regex/regex.ts';
import type { BytesPattern } from './types.ts';

/** What a pattern makes of the bytes so far. */
export type Verdict = 'wait' | 'met' | 'unmet';

/**
 * Whether bytes contain what `tcp-check expect` asks for (haproxy v3.4.0 src/tcpcheck.c:2310-2440).
 * @param pattern what is expected; an expression that {@link readable} does not refuse
 * @param received everything that came since the last bytes sent, as latin1
 * @param last nothing more will come
 * @returns `wait` where more could still decide
 */
export function judgeBytes(pattern: BytesPattern, received: string, last: boolean): Verdict {
  const { kind, negated, minRecv } = pattern;
  const literal = kind === 'string' || kind === 'binary';
  if (!last && literal && received.length < pattern.pattern.length) return 'wait';
  if (!last && minRecv !== null && minRecv > 0 && received.length < minRecv) return 'wait';
  const found = literal
    ? received.includes(pattern.pattern)
    : matches(pattern.pattern, kind === 'rbinary' ? upperHex(received) : received);
  // With a minimum the absence of a match is conclusive already.
  if (!found && !last && minRecv === null) return 'wait';
  return found !== negated ? 'met' : 'unmet';
}

/**
 * Whether a regular expression matches anywhere.
 * @param pattern the expression
 * @param text what is looked at
 * @returns false too for an expression that is not understood (see {@link readable})
 */
export function matches(pattern: string, text: string): boolean {
  const found = find(pattern, text);
  return found.known && found.value !== null;
}

/**
 * Whether an expression is understood.
 * @param pattern the expression
 * @returns false for constructs that libraries read differently, and for what is no expression
 */
export function readable(pattern: string): boolean {
  return parseRegex(pattern, false) !== null;
}

function upperHex(bytes: string): string {
  return Array.from(bytes, (c) => c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')).join('');
}
