import type { Symptom } from './symptom.ts';
import { statusSymptom } from './symptoms/statuses.ts';

const reasonPhrases =
  'Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed|Misdirected Request|Upgrade Required|Too Many Requests|Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Service Temporarily Unavailable|Gateway Time-?out|HTTP Version Not Supported|Moved Permanently|Found|See Other|Temporary Redirect|Permanent Redirect';

const statuses: Readonly<Record<string, number>> = {
  'Bad Request': 400,
  Unauthorized: 401,
  Forbidden: 403,
  'Not Found': 404,
  'Method Not Allowed': 405,
  'Misdirected Request': 421,
  'Upgrade Required': 426,
  'Too Many Requests': 429,
  'Internal Server Error': 500,
  'Not Implemented': 501,
  'Bad Gateway': 502,
  'Service Unavailable': 503,
  'Gateway Timeout': 504,
  'Moved Permanently': 301,
  Found: 302,
};

/**
 * The status that a reason phrase stands for.
 * @param phrase as the answer has it
 * @returns null: servers write what they like, and this is none of those that they all write
 */
export function statusOfPhrase(phrase: string): number | null {
  return statuses[phrase] ?? null;
}

const patterns: readonly RegExp[] = [
  /^(?:< ?)?HTTP\/\d(?:\.\d)? (?<status>[345]\d\d)\b/,
  new RegExp(`^(?:<[a-z\\d><]+>)?(?<status>[345]\\d\\d) (?:${reasonPhrases})(?:</[a-z\\d]+>)*$`, 'i'),
  /\brequested URL returned error: (?<status>[45]\d\d)\b/,
  /\bHTTPError: (?<status>[45]\d\d)\b/,
  /\bHTTP Error (?<status>[45]\d\d)(?:: |$)/,
  /\bRequest failed with status code (?<status>[45]\d\d)\b/,
  /\bUnexpected server response: (?<status>[345]\d\d)\b/,
  /\bHTTP probe failed with statuscode: (?<status>[345]\d\d)\b/,
  /\bThe remote server returned an error: \((?<status>[45]\d\d)\)/,
  /\bERROR (?<status>[45]\d\d): [A-Z]/,
];

/**
 * The HTTP status that a text complains of.
 * @param text `HTTP/1.1 421 Misdirected Request`, `The requested URL returned error: 400`, …
 * @returns null: it speaks of none, or of a good one
 */
export function statusIn(text: string): { status: number; symptom: Symptom } | null {
  for (const pattern of patterns) {
    const digits = pattern.exec(text)?.groups?.status;
    if (digits !== undefined) return { status: Number(digits), symptom: statusSymptom(Number(digits)) };
  }
  return text === 'Misdirected Request' ? { status: 421, symptom: statusSymptom(421) } : null;
}
