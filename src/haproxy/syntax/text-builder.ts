/** Longer stretches are taken over whole; shorter ones are gathered, so that a text never becomes millions of pieces. */
const gathered = 4096;

/** Puts a text together from single characters and stretches of other texts, in memory that is linear in its length. */
export class TextBuilder {
  #codes: number[] = [];
  #text = '';
  length = 0;

  add(code: number): void {
    this.length++;
    if (this.#codes.push(code) >= gathered) this.#flush();
  }

  addStretch(text: string, from: number, to: number): void {
    if (to - from < gathered) {
      for (let i = from; i < to; i++) this.add(text.charCodeAt(i));
    } else {
      this.#flush();
      this.#text += text.slice(from, to);
      this.length += to - from;
    }
  }

  /** Takes the text out: the next begins empty. */
  take(): string {
    this.#flush();
    const text = this.#text;
    this.#text = '';
    this.length = 0;
    return text;
  }

  #flush(): void {
    if (this.#codes.length === 0) return;
    this.#text += String.fromCharCode.apply(null, this.#codes);
    this.#codes = [];
  }
}
