/**
 * A set of names in the order in which they were added, packed into a few typed arrays: a hundred thousand names take a
 * third of what a Set of strings takes, and nothing of it is looked through by the garbage collector.
 */
export class PackedNames {
  #bytes = Buffer.allocUnsafe(4096);
  /** Where each name begins, and behind the last where the next will. */
  #starts = new Uint32Array(256);
  /** Open addressing: index of a name plus one; 0: free. */
  #table = new Uint32Array(512);
  /** So that nobody can write a list whose names all fall into one place. */
  readonly #seed = (Math.random() * 2 ** 32) | 0;
  #size = 0;

  /** How many names there are. */
  get size(): number {
    return this.#size;
  }

  /**
   * Adds a name.
   * @param name latin1
   * @returns its index, from 0; that of the one that was there before, as `-1 - index`
   */
  add(name: string): number {
    const slot = this.#find(name);
    const known = this.#table[slot] ?? 0;
    if (known > 0) return -known;
    const start = this.#starts[this.#size] ?? 0;
    if (start + name.length > this.#bytes.length) this.#growBytes(start + name.length);
    this.#bytes.write(name, start, 'latin1');
    if (this.#size + 2 > this.#starts.length) this.#starts = grown(this.#starts);
    this.#starts[this.#size + 1] = start + name.length;
    this.#table[slot] = ++this.#size;
    if (this.#size * 2 > this.#table.length) this.#growTable();
    return this.#size - 1;
  }

  /**
   * @param index of a name that was added
   * @returns the name
   */
  at(index: number): string {
    return this.#bytes.toString('latin1', this.#starts[index], this.#starts[index + 1]);
  }

  #find(name: string): number {
    const mask = this.#table.length - 1;
    let hash = this.#seed;
    for (let i = 0; i < name.length; i++) hash = mixed(hash, name.charCodeAt(i));
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const known = this.#table[slot] ?? 0;
      if (known === 0 || this.#is(known - 1, name)) return slot;
    }
  }

  #is(index: number, name: string): boolean {
    const start = this.#starts[index] ?? 0;
    if ((this.#starts[index + 1] ?? 0) - start !== name.length) return false;
    for (let i = 0; i < name.length; i++) if (this.#bytes[start + i] !== name.charCodeAt(i)) return false;
    return true;
  }

  #growBytes(least: number): void {
    const more = Buffer.allocUnsafe(Math.max(least, Math.ceil(this.#bytes.length * 1.5)));
    this.#bytes.copy(more);
    this.#bytes = more;
  }

  #growTable(): void {
    this.#table = new Uint32Array(this.#table.length * 2);
    const mask = this.#table.length - 1;
    for (let index = 0; index < this.#size; index++) {
      let hash = this.#seed;
      const end = this.#starts[index + 1] ?? 0;
      for (let i = this.#starts[index] ?? 0; i < end; i++) hash = mixed(hash, this.#bytes[i] ?? 0);
      let slot = hash & mask;
      while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
      this.#table[slot] = index + 1;
    }
  }
}

/** Every character changes the bits of all places. */
function mixed(hash: number, code: number): number {
  const mix = Math.imul(hash ^ code, 0x9e3779b1);
  return mix ^ (mix >>> 15);
}

/**
 * @param numbers any
 * @returns the same with room for more
 */
export function grown(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(Math.ceil(numbers.length * 1.5));
  more.set(numbers);
  return more;
}
