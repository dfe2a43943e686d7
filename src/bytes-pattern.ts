import type { BytesPattern } from './types.ts';

/** What a pattern makes of the bytes so far. */
export type Verdict = 'wait' | 'met' | 'unmet';

/**
 * Whether bytes contain what `tcp-check expect` asks for (haproxy v3.4.0 src/tcpcheck.c:2310-2440).
 * @param pattern what is expected
 * @param received everything that came since the last bytes sent, as latin1
 * @param last nothing more will come
 * @returns `wait` where more could still decide
 * @throws SyntaxError for a regular expression that is none (see {@link readable})
 */
export function judgeBytes(pattern: BytesPattern, received: string, last: boolean): Verdict {
  const { kind, negated, minRecv } = pattern;
  const literal = kind === 'string' || kind === 'binary';
  if (!last && literal && received.length < pattern.pattern.length) return 'wait';
  if (!last && minRecv !== null && minRecv > 0 && received.length < minRecv) return 'wait';
  const found = literal
    ? received.includes(pattern.pattern)
    : expression(pattern.pattern).test(kind === 'rbinary' ? upperHex(received) : received);
  // With a minimum the absence of a match is conclusive already.
  if (!found && !last && minRecv === null) return 'wait';
  return found !== negated ? 'met' : 'unmet';
}

/**
 * Reads a regular expression of a configuration: HAProxy's library is PCRE or POSIX, ours is JavaScript's.
 * @param pattern the expression
 * @returns the same
 * @throws SyntaxError where it is none in JavaScript
 */
export function expression(pattern: string): RegExp {
  return new RegExp(pattern.startsWith('(?i)') ? pattern.slice(4) : pattern, pattern.startsWith('(?i)') ? 'is' : 's');
}

/**
 * Whether an expression means the same in JavaScript as in HAProxy's library, as far as that can be told.
 * @param pattern the expression
 * @returns false for what is no expression here or has constructs that differ
 */
export function readable(pattern: string): boolean {
  // POSIX classes, possessive and atomic groups, recursion, inline flags but for a leading (?i), \A \z \Q and the like.
  if (/\[\[:|[*+?}]\+|\(\?(?![:=!<]|i\))|\\[AzZQEGKRXHVhpP]/.test(pattern.replace(/^\(\?i\)/, ''))) return false;
  try {
    expression(pattern);
    return true;
  } catch {
    return false;
  }
}

function upperHex(bytes: string): string {
  return Array.from(bytes, (c) => c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')).join('');
}
