import { readInteger } from '../value.ts';

/**
 * Cuts a field out of a text (haproxy v3.4.0 src/sample.c:3057).
 * @param text the text
 * @param args number from 1, or from -1 at the end; the separators; how many fields, 0: all that follow
 * @returns the field; null: there is no such one
 */
export function field(text: string, args: readonly string[]): string | null {
  const { index, separators, count } = asked(args);
  const parts = cut(text, separators);
  const backwards = index < 0;
  const first = backwards ? parts.length + index : index - 1;
  if (first < 0 || first >= parts.length) return null;
  const last = count < 1 ? Number.POSITIVE_INFINITY : count - 1;
  const [from, to] = backwards ? [Math.max(0, first - last), first] : [first, Math.min(parts.length - 1, first + last)];
  return text.slice((parts[from] as Piece).start, (parts[to] as Piece).end);
}

/**
 * Cuts a word out of a text: separators that follow one another count once (haproxy v3.4.0 src/sample.c:3135).
 * @param text the text
 * @param args as for `field`
 * @returns the word; null: there is no such one
 */
export function word(text: string, args: readonly string[]): string | null {
  const { index, separators, count } = asked(args);
  const parts = cut(text, separators).filter(({ start, end }) => start < end);
  const backwards = index < 0;
  const first = backwards ? parts.length + index : index - 1;
  const chosen = parts[first];
  if (first < 0 || !chosen) return null;
  // Where words run out, what is left of the text comes along, separators and all.
  const last = backwards ? first - (count - 1) : first + (count - 1);
  const other = count < 1 ? undefined : parts[last];
  if (backwards) return text.slice(other?.start ?? 0, chosen.end);
  return text.slice(chosen.start, other?.end ?? text.length);
}

interface Piece {
  start: number;
  end: number;
}

function cut(text: string, separators: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && !separators.includes(text[i] as string)) continue;
    pieces.push({ start, end: i });
    start = i + 1;
  }
  return pieces;
}

function asked([index = '', separators = '', count = '1']: readonly string[]) {
  return {
    index: Number(readInteger(index).number),
    separators,
    count: Number(readInteger(count).number),
  };
}
