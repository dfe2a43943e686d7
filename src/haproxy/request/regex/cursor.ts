/** What the reader of regular expressions does not do. */
export class Unread extends Error {}

/** A place in the text of a regular expression. */
export class Cursor {
  private readonly source: string;
  private at = 0;

  /** @param source the expression */
  constructor(source: string) {
    this.source = source;
  }

  /** Whether the text is read to its end. */
  get done(): boolean {
    return this.at === this.source.length;
  }

  /**
   * @returns the character here, and goes on
   * @throws Unread at the end
   */
  next(): string {
    const char = this.source[this.at];
    if (char === undefined) throw new Unread();
    this.at += 1;
    return char;
  }

  /**
   * @param text what may stand here
   * @returns whether it does
   */
  sees(text: string): boolean {
    return this.source.startsWith(text, this.at);
  }

  /**
   * @param text what may stand here
   * @returns whether it does, and goes past it
   */
  take(text: string): boolean {
    if (!this.sees(text)) return false;
    this.at += text.length;
    return true;
  }

  /**
   * @param pattern anchored at the beginning; sees the next 64 characters
   * @returns what it matches here, and goes past it
   */
  match(pattern: RegExp): RegExpExecArray | null {
    const found = pattern.exec(this.source.slice(this.at, this.at + 64));
    if (found) this.at += found[0].length;
    return found;
  }
}
