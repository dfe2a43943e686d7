import type { ConfigFile, Configuration, Place, Statement } from '../haproxy/syntax/tree.ts';
import { printable } from '../report/escape.ts';

/** One line of a configuration of ours. */
export interface CarriedLine {
  text: string;
  /** Where it was carried over from; null: it is ours. */
  at: Place | null;
  /** It may be left out. */
  spare: boolean;
}

/** Gives lines as they stand in their files: quotes and variables stay. */
export class LineText {
  readonly #files: ReadonlyMap<string, ConfigFile>;

  /** @param configuration whose lines they are */
  constructor({ files }: Configuration) {
    this.#files = new Map(files.map((file) => [file.name, file]));
  }

  /**
   * @param statement a line
   * @param from the first word to give
   * @param without words to leave out, as first and one behind the last
   * @returns the words as they are written, without what stands behind them
   */
  of({ words, at }: Statement, from = 0, without: readonly [number, number] = [0, 0]): string {
    const raw = this.#files.get(at.file)?.lines[at.line - 1]?.raw ?? '';
    const slice = (first: number, end: number) =>
      first < end ? raw.slice(words[first]?.start ?? 0, words[end - 1]?.end ?? 0) : '';
    const [left, right] = without;
    if (left >= right) return slice(from, words.length);
    return `${slice(from, left)} ${slice(right, words.length)}`.trim();
  }
}

/**
 * Writes a line down. One in a branch of `.if` whose condition is not known here stays in such a branch.
 * @param text the line
 * @param statement where it comes from
 * @param spare whether it may be left out
 * @returns one line, or three
 */
export function carriedLines(text: string, { at, uncertain }: Statement, spare: boolean): CarriedLine[] {
  const line = { text: `    ${text}`, at, spare };
  if (uncertain === undefined) return [line];
  return [{ text: `.if ${uncertain}`, at, spare }, line, { text: '.endif', at, spare }];
}

/**
 * @param at a place
 * @returns it in full, fit to be shown: `haproxy.cfg:17`
 */
export function placeText({ file, line }: Place): string {
  return `${printable(file)}:${line}`;
}

/**
 * @param text a line of our own
 * @returns the same as a line that nothing may leave out
 */
export function own(text: string): CarriedLine {
  return { text, at: null, spare: false };
}
