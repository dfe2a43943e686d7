import type { Observation } from '../../types.ts';

/** An answer that says its own cause, by words that somebody wrote for it. */
export interface Words {
  /** Whose words they are. */
  by: string;
  /** Statuses that they come with; absent: any. */
  status?: readonly number[];
  /** Of the first bytes of the body; without nested repetitions. */
  body?: RegExp;
  /** Of a header. */
  header?: readonly [name: string, pattern: RegExp];
  /** What they say, as the end of a sentence: "says that …". */
  says: string;
  /** What to do, as one sentence. */
  advice: string;
}

/** The probe keeps no more of a body or a header. */
const most = 1024;

/**
 * Looks for words that are known.
 * @param table what is known, the most telling first
 * @param o an answer
 * @returns the first that fit; null: none does. Nothing in it is the backend's text
 */
export function wordsIn(table: readonly Words[], o: Observation | undefined): Words | null {
  const http = o?.http;
  if (!http) return null;
  const fits = ({ status, body, header }: Words): boolean =>
    (status === undefined || status.includes(http.status)) &&
    (body === undefined || body.test(http.body.slice(0, most))) &&
    (header === undefined || header[1].test((http.headers[header[0]] ?? '').slice(0, most)));
  return table.find(fits) ?? null;
}
