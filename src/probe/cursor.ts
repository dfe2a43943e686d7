/** Reads the vectors and numbers of TLS's presentation language (RFC 8446, section 3) from bytes that may be cut off. */
export class Cursor {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Whether there is anything left to read. */
  get more(): boolean {
    return this.#at < this.#bytes.length;
  }

  /**
   * A number of `size` bytes, big-endian.
   *
   * @throws RangeError past the end
   */
  number(size: 1 | 2 | 3): number {
    return this.take(size).readUIntBE(0, size);
  }

  /**
   * The next `length` bytes.
   *
   * @throws RangeError past the end
   */
  take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('the bytes end early');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  /**
   * A vector whose length stands before it in `size` bytes.
   *
   * @throws RangeError past the end
   */
  vector(size: 1 | 2 | 3): Buffer {
    return this.take(this.number(size));
  }
}
