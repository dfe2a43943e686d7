import type { Header } from './context.ts';
import { type Known, known } from './known.ts';

/**
 * @param a header name
 * @param b another
 * @returns whether they are the same header
 */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * Collects the values of a header.
 * @param headers the request's
 * @param name which; '': all headers
 * @param whole lines as they are; false: what stands between commas outside quotes
 * @returns the values in order; unknown where one of them is
 */
export function headerValues(headers: readonly Header[], name: string, whole: boolean): Known<string[]> {
  const values: string[] = [];
  for (const header of headers) {
    if (name !== '' && !sameName(header.name, name)) continue;
    if (!header.value.known) return header.value;
    const { value } = header.value;
    if (whole) values.push(trimmed(value));
    else values.push(...commaParts(value).map(trimmed));
  }
  return known(values);
}

/**
 * Splits a header's value at its commas (haproxy v3.4.0 src/http.c, `http_find_hdr_value_end`).
 * @param value the value
 * @returns its parts, blanks included
 */
export function commaParts(value: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i < value.length; i++) {
    const char = value[i];
    if (quoted && char === '\\') i += 1;
    else if (char === '"') quoted = !quoted;
    else if (char === ',' && !quoted) {
      parts.push(value.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(value.slice(start));
  return parts;
}

const blanks = new Set([' ', '\t', '\r', '\n']);

function trimmed(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && blanks.has(value[start] as string)) start += 1;
  while (end > start && blanks.has(value[end - 1] as string)) end -= 1;
  return value.slice(start, end);
}
