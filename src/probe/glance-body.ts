import { createHash, type Hash } from 'node:crypto';
import { bodyLimit } from './http-facts.ts';
import type { Framing } from './http1-body.ts';

// A page that is longer is told by its beginning, its status and its headers.
const wholeLimit = 1024 * 1024;
// Of a body in chunks, what carries its first bytes; a chunk of one byte needs six.
const rawLimit = 16 * 1024;
const sizeLineLimit = 4096;
const nothing = Buffer.alloc(0);

/**
 * Reads a body as it comes, and keeps no more of it than its first bytes: framed as `framingOf` says, chunks read as
 * `bodyIn` reads them (RFC 9112, section 7.1), its trailers left aside.
 */
export class BodyReader {
  /** There is no more to come that could be read. */
  complete: boolean;
  readonly #framing: Framing;
  readonly #hash: Hash | null;
  #first: Buffer = nothing;
  #length = 0;
  #raw = 0;
  #broken = false;
  /** Bytes to come of the body, or of the chunk that is under way; null: a line is under way. */
  #open: number | null;
  #line = '';
  #between = false;

  /**
   * @param framing of the answer
   * @param whole whether all of it matters, not its first bytes alone
   */
  constructor(framing: Framing, whole: boolean) {
    this.#framing = framing;
    this.#hash = whole ? createHash('sha256') : null;
    this.#open = framing === 'chunked' ? null : framing === 'closed' ? Number.POSITIVE_INFINITY : framing;
    this.complete = framing === 0;
  }

  /** Its first bytes. */
  get first(): Buffer {
    return this.#first;
  }

  /** Whether as much of it is there as was asked for. */
  get enough(): boolean {
    if (this.complete) return true;
    return this.#hash ? this.#length > wholeLimit : this.#length >= bodyLimit || this.#raw >= rawLimit;
  }

  /**
   * Takes further bytes.
   * @param chunk as they came
   */
  push(chunk: Buffer): void {
    this.#raw += chunk.length;
    let at = 0;
    while (at < chunk.length && !this.complete) {
      at = this.#open === null ? this.#lineFrom(chunk, at) : this.#dataFrom(chunk, at, this.#open);
    }
  }

  /**
   * @param ended whether the connection has ended in order
   * @returns SHA-256 of the body, lower-case hex; null: it did not come to its end, is too long, or was not asked for
   */
  sha256(ended: boolean): string | null {
    const whole =
      !this.#broken && this.#length <= wholeLimit && (this.complete || (ended && this.#framing === 'closed'));
    return whole ? (this.#hash?.copy().digest('hex') ?? null) : null;
  }

  #dataFrom(chunk: Buffer, at: number, open: number): number {
    const data = chunk.subarray(at, at + open);
    if (this.#first.length < bodyLimit) {
      this.#first = Buffer.concat([this.#first, data.subarray(0, bodyLimit - this.#first.length)]);
    }
    this.#length += data.length;
    if (this.#length <= wholeLimit) this.#hash?.update(data);
    this.#open = open - data.length;
    if (this.#open === 0) this.#dataEnds();
    return at + data.length;
  }

  #dataEnds(): void {
    if (this.#framing !== 'chunked') this.complete = true;
    this.#open = null;
    this.#between = true;
  }

  #lineFrom(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(10, at);
    const stop = end < 0 ? chunk.length : end;
    this.#line += chunk.toString('latin1', at, stop);
    // The line end of a chunk is no line with anything in it.
    if (this.#line.length > (this.#between ? 1 : sizeLineLimit)) this.#breakOff();
    else if (end >= 0) this.#lineEnds(this.#line);
    return stop + 1;
  }

  #lineEnds(line: string): void {
    this.#line = '';
    if (this.#between) {
      this.#between = false;
      if (line !== '' && line !== '\r') this.#breakOff();
      return;
    }
    const [, hex] = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?\r?$/i.exec(line) ?? [];
    if (hex === undefined) return void this.#breakOff();
    const size = Number.parseInt(hex, 16);
    if (size === 0) this.complete = true;
    else this.#open = size;
  }

  #breakOff(): void {
    this.#broken = true;
    this.complete = true;
  }
}
