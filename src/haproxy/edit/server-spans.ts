import { serverKeywords } from '../model/server-keywords.ts';
import type { Word } from '../syntax/tree.ts';

/** Where a keyword of a server line stands, with its arguments. */
export interface ServerSpan {
  keyword: string;
  /** Its word, counted from the first of the line. */
  from: number;
  /** One behind its last argument. */
  to: number;
}

/**
 * Where keywords begin on a server line (HAProxy manual, `server`, `default-server`, `server-template`).
 * @param words of the line
 * @returns one behind its address, prefix or keyword; never behind the last word
 */
export function firstKeyword(words: readonly Word[]): number {
  const line = words[0]?.text;
  const first = line === 'server-template' ? 4 : line === 'server' ? 3 : 1;
  return Math.min(first, words.length);
}

/**
 * The keywords of a `server`, `default-server` or `server-template` line with their arguments.
 * @param words of the line
 * @returns them in order; a word that is no keyword stands alone
 */
export function serverSpans(words: readonly Word[]): ServerSpan[] {
  const spans: ServerSpan[] = [];
  for (let from = firstKeyword(words); from < words.length; ) {
    // HAProxy looks a keyword up without what stands in brackets behind it.
    const keyword = words[from]?.text.replace(/\(.*$/s, '') ?? '';
    let to = from + 1 + (serverKeywords.get(keyword)?.args ?? 0);
    if (keyword === 'source') while (/^(?:usesrc|interface)$/.test(words[to]?.text ?? '')) to += 2;
    to = Math.min(to, words.length);
    spans.push({ keyword, from, to });
    from = to;
  }
  return spans;
}
