/** One record of a CSV file. */
export interface CsvRecord {
  /** Of its first line, from 1. */
  line: number;
  fields: string[];
}

/** How many lines a record may have: a quote that somebody forgot must not swallow the file. */
const mostLines = 16;

/**
 * Puts the lines of a CSV file together to records (RFC 4180): a quoted field may hold commas, doubled quotes and line
 * breaks. Blanks around fields are no part of them, which the RFC has otherwise and people expect. The first record
 * decides what stands between fields: commas, else semicolons, else tabs.
 */
export class CsvRecords {
  #separator: string | null = null;
  #open: { line: number; texts: string[] } | null = null;

  /** Whether a record goes on with the next line. */
  get isOpen(): boolean {
    return this.#open !== null;
  }

  /**
   * Takes a line.
   * @param text without its line end
   * @param line its number
   * @yields the records that it ends; a string says what is wrong with the record that begins at `line`
   */
  *push(text: string, line: number): Generator<CsvRecord | { line: number; wrong: string }> {
    const open = this.#open;
    const texts = open ? [...open.texts, text] : [text];
    const begin = open?.line ?? line;
    this.#open = null;
    const by = this.#separator ?? separatorOf(texts.join('\n'));
    if (!endsInQuotes(text, by, open !== null)) yield this.#record(texts.join('\n'), begin);
    else if (texts.length < mostLines) this.#open = { line: begin, texts };
    else yield* this.#giveUp(begin, texts);
  }

  /**
   * Ends the file.
   * @yields as {@link push}
   */
  *end(): Generator<CsvRecord | { line: number; wrong: string }> {
    while (this.#open) {
      const { line, texts } = this.#open;
      this.#open = null;
      yield* this.#giveUp(line, texts);
    }
  }

  /** The quote that the first line opens is a mistake: the lines behind it are records of their own. */
  *#giveUp(line: number, [first = '', ...others]: string[]): Generator<CsvRecord | { line: number; wrong: string }> {
    yield { line, wrong: `the quote in ${JSON.stringify(first.slice(0, 80))} is not closed` };
    for (const [i, text] of others.entries()) yield* this.push(text, line + 1 + i);
  }

  #record(text: string, line: number): CsvRecord | { line: number; wrong: string } {
    const fields: string[] = [];
    this.#separator ??= separatorOf(text);
    const by = this.#separator;
    let at = 0;
    for (;;) {
      const begin = behindBlanks(text, at, by);
      if (text[begin] !== '"') {
        const end = next(text, by, at);
        fields.push(text.slice(at, end).trim());
        if (end === text.length) return { line, fields };
        at = end + 1;
        continue;
      }
      const [value, end] = unquote(text, begin + 1);
      const separator = next(text, by, end);
      const rest = text.slice(end, separator).trim();
      if (rest !== '') return { line, wrong: `${JSON.stringify(rest.slice(0, 80))} stands behind a closing quote` };
      fields.push(value.trim());
      if (separator === text.length) return { line, fields };
      at = separator + 1;
    }
  }
}

/** The text of a quoted field and where the text behind its closing quote begins. */
function unquote(text: string, begin: number): [value: string, end: number] {
  const parts: string[] = [];
  for (let at = begin; ; ) {
    const quote = next(text, '"', at);
    parts.push(text.slice(at, quote));
    if (text[quote + 1] !== '"') return [parts.join('"'), Math.min(quote + 1, text.length)];
    at = quote + 2;
  }
}

function next(text: string, character: string, from: number): number {
  const found = text.indexOf(character, from);
  return found < 0 ? text.length : found;
}

/** Whether a line ends inside a quoted field, which begins with its quote: within another field a quote is as any character. */
function endsInQuotes(text: string, separator: string, quoted: boolean): boolean {
  let isQuoted = quoted;
  for (let at = 0; ; ) {
    const begin = behindBlanks(text, at, separator);
    if (!isQuoted && text[begin] === '"') {
      isQuoted = true;
      at = begin + 1;
    }
    let end = at;
    if (isQuoted) {
      end = closing(text, at);
      if (end < 0) return true;
    }
    const following = next(text, separator, end);
    // What stands behind a closing quote is a mistake: what follows is not looked into.
    if (following === text.length || (isQuoted && text.slice(end, following).trim() !== '')) return false;
    isQuoted = false;
    at = following + 1;
  }
}

/** Where the text behind the closing quote begins; -1: there is none. */
function closing(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at + 1;
  return -1;
}

function behindBlanks(text: string, from: number, separator: string): number {
  let at = from;
  while (text[at] === ' ' || (text[at] === '\t' && separator !== '\t')) at += 1;
  return at;
}

function separatorOf(text: string): string {
  const bare = text.replace(/(^|[,;\t]) *"[^"]*(?:""[^"]*)*"?/g, '$1');
  return [',', ';', '\t'].find((separator) => bare.includes(separator)) ?? ',';
}
