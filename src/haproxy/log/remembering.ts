import type { CheckReason } from '../../log-types.ts';

/** So many texts are remembered, none longer than this: two megabytes at the most. */
const mostTexts = 2000;
const longestText = 400;

const duration = ', check duration: ';
const quote = 34;
const zero = 48;

/** Where the digits of the check's duration stand; null: nowhere, or inside an info that was cut. */
function digitsOf(text: string, at: number): { start: number; end: number } | null {
  const found = text.lastIndexOf(duration);
  if (found < at) return null;
  const first = text.indexOf('"', at);
  // HAProxy writes no quote inside an info: one that is open still holds what looks like a duration.
  if (first !== -1 && first < found && text.charCodeAt(found - 1) !== quote) return null;
  const start = found + duration.length;
  let end = start;
  while (end < text.length && end - start < 9 && text.charCodeAt(end) >= zero && text.charCodeAt(end) <= zero + 9)
    end++;
  return end > start && text.startsWith('ms', end) ? { start, end } : null;
}

/**
 * Makes a function remember what it has made of its last texts. Servers that are checked say the same again and again,
 * but for how long it took: then a line costs one look-up. What it returns is shared, and is not to be changed.
 *
 * @param read makes something of a text, the same of the same text
 * @returns the function that remembers, which takes a line and where in it the text begins
 */
export function remembering<Result extends { check: CheckReason | null }>(
  read: (text: string) => Result | null,
): (line: string, at: number) => Result | null {
  const known = new Map<string, Result | null>();
  const look = (text: string): Result | null => {
    if (text.length > longestText) return read(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    // A slice would keep the line alive that it comes from.
    const own = ` ${text}`.slice(1);
    const result = read(own);
    if (known.size === mostTexts) known.clear();
    known.set(own, result);
    return result;
  };
  return (line, at) => {
    const digits = digitsOf(line, at);
    if (digits === null) return look(line.slice(at));
    const { start, end } = digits;
    const result = look(`${line.slice(at, start)}0${line.slice(end)}`);
    if (result?.check?.durationMs !== 0) return result;
    const durationMs = Number(line.slice(start, end));
    return { ...result, check: { ...result.check, durationMs } };
  };
}
