import { matches } from '../bytes-pattern.ts';
import type { HttpFacts } from '../types.ts';
import type { CheckExpect } from './model/types.ts';

/** What a rule makes of an answer. */
export type Judged =
  | { verdict: 'met' }
  /** HAProxy waits for more of the body, until its time is up. */
  | { verdict: 'waits' }
  /** `said`: HAProxy's words; null: it has none of its own, and gives the reason phrase. */
  | { verdict: 'unmet'; status: string; said: string | null };

/**
 * Holds an answer to `http-check expect` (haproxy v3.4.0 src/tcpcheck.c:1987-2300).
 * @param rule the rule
 * @param http the answer; `whole` of it where the rule looks at more than the status
 * @param status the status that counts: that of an interim answer where one came first
 * @returns the verdict
 */
export function judgeAnswer(rule: CheckExpect, http: HttpFacts, status: number): Judged {
  const { match, negated } = rule;
  switch (match.kind) {
    case 'status':
      return told(rule, isListed(match.list, status) !== negated, 'L7STS', null);
    case 'rstatus':
      return told(rule, matches(match.pattern, String(status)) !== negated, 'L7STS', null);
    case 'hdr':
    case 'fhdr':
      return told(rule, headerMatches(match, http) !== negated, 'L7STS', null);
    default:
      return bodyJudged(rule, match, http);
  }
}

/** A number that is left out is 0 (haproxy v3.4.0 src/tcpcheck.c:3514-3560). */
function isListed(list: string, status: number): boolean {
  return list.split(',').some((part) => {
    const [from = '', to = from] = part.split('-');
    return Number(from) <= status && status <= Number(to);
  });
}

function told(rule: CheckExpect, met: boolean, status: string, said: string | null): Judged {
  if (met) return { verdict: 'met' };
  return { verdict: 'unmet', status: rule.errorStatus ?? status, said: rule.onError ?? said };
}

type Header = Extract<CheckExpect['match'], { kind: 'hdr' | 'fhdr' }>;

/** `hdr` looks at each value of a list, `fhdr` at the whole line. */
function headerMatches({ kind, name, value }: Header, http: HttpFacts): boolean {
  const lines = http.whole?.headers ?? Object.entries(http.headers);
  return lines
    .filter(([header]) => compares(name.how, name.pattern.toLowerCase(), header.toLowerCase()))
    .some(([, line]) => {
      if (value === null) return true;
      const values = kind === 'fhdr' ? [line] : line.split(',').map((part) => part.trim());
      return values.some((one) => compares(value.how, value.pattern, one));
    });
}

function compares(how: string, pattern: string, text: string): boolean {
  switch (how) {
    case 'beg':
      return text.startsWith(pattern);
    case 'end':
      return text.endsWith(pattern);
    case 'sub':
      return text.includes(pattern);
    case 'reg':
      return matches(pattern, text);
    default:
      return text === pattern;
  }
}

function bodyJudged(rule: CheckExpect, match: { kind: string; pattern: string }, http: HttpFacts): Judged {
  const { body, complete } = http.whole ?? { body: http.body, complete: true };
  const { minRecv, negated } = rule;
  if (body === '') {
    if (!complete) return { verdict: 'waits' };
    return told(rule, false, 'L7RSP', 'HTTP content check could not find a response body');
  }
  const short = match.kind === 'string' ? match.pattern.length : 0;
  if (!complete && body.length < Math.max(short, minRecv ?? 0)) return { verdict: 'waits' };
  const found = match.kind === 'string' ? body.includes(match.pattern) : matches(match.pattern, body);
  if (!found && !complete && minRecv === null) return { verdict: 'waits' };
  const said = negated ? 'HTTP check matched unwanted content' : 'HTTP content check did not match';
  return told(rule, found !== negated, 'L7RSP', said);
}
