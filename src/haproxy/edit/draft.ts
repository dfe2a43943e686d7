import type { ConfigFile, Place, Statement } from '../syntax/tree.ts';
import { editWords } from './line-words.ts';
import type { WordEdit } from './word-edits.ts';

/** What becomes of one line. */
interface LineDraft {
  statement: Statement;
  edits: WordEdit[];
  dropped: boolean;
}

/** One file with the changes that are to be made of it. */
export class Draft {
  #file: ConfigFile;
  /** By line number. */
  #lines = new Map<number, LineDraft>();
  /** New lines by how many of the file stand before them, each by its words. */
  #gaps = new Map<number, Map<string, string>>();

  /**
   * @param file the file; it is left as it is
   */
  constructor(file: ConfigFile) {
    this.#file = file;
  }

  /**
   * Takes a line out.
   * @param statement the line
   */
  drop(statement: Statement): void {
    this.#line(statement).dropped = true;
  }

  /**
   * Changes words of a line.
   * @param statement the line
   * @param edit what becomes of which words
   */
  edit(statement: Statement, edit: WordEdit): void {
    this.#line(statement).edits.push(edit);
  }

  /**
   * Puts a new line in, behind those that were put there before; the same words at the same place only once.
   * @param gap how many lines of the file stand before it
   * @param texts its words
   * @param text the line without its line end
   */
  insert(gap: number, texts: readonly string[], text: string): void {
    const lines = this.#gaps.get(gap) ?? new Map<string, string>();
    this.#gaps.set(gap, lines);
    lines.set(texts.join(' '), text);
  }

  /**
   * Carries all out.
   * @param placed runs what concerns one line, so that what is wrong with it is said with its place
   * @returns the text of the file
   * @throws Error where a line is taken out and changed as well, and as {@link editWords}
   */
  print(placed: (at: Place, work: () => string) => string): string {
    const pieces = [this.#newLines(0)];
    for (const { number, raw } of this.#file.lines) {
      const draft = this.#lines.get(number);
      const line = draft ? placed(draft.statement.at, () => changed(raw, draft)) : raw;
      const added = this.#newLines(number);
      const isOpen = line !== '' && !line.endsWith('\n');
      pieces.push(line, isOpen && added !== '' ? this.#lineEnd(number) : '', added);
    }
    return pieces.join('');
  }

  #line(statement: Statement): LineDraft {
    const { line } = statement.at;
    const draft = this.#lines.get(line) ?? { statement, edits: [], dropped: false };
    this.#lines.set(line, draft);
    return draft;
  }

  #newLines(gap: number): string {
    const lines = this.#gaps.get(gap);
    return lines ? [...lines.values()].map((line) => line + this.#lineEnd(gap)).join('') : '';
  }

  /** That of the line before, or of the one before that where the file ends without. */
  #lineEnd(number: number): string {
    const { lines } = this.#file;
    const whole = [number, number - 1].map((n) => lines[n - 1]?.raw ?? '').find((raw) => raw.endsWith('\n'));
    return whole?.endsWith('\r\n') ? '\r\n' : '\n';
  }
}

function changed(raw: string, { statement, edits, dropped }: LineDraft): string {
  if (!dropped) return editWords(raw, statement.words, edits);
  if (edits.length > 0) throw new Error('one change takes the line out and another changes its words');
  return '';
}
