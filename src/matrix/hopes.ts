/** Ladders that are climbed for failures of one kind before it is clear that they tell nothing. */
const most = 8;

/** Whether more ladders are worth their connections where cells of a target fail alike and without an answer. */
export class Hopes {
  readonly #enough: number;
  #begun = 0;
  #done = 0;
  #found = false;
  #known: Promise<void> | null = null;
  #tell: () => void = () => {};

  /** @param perTarget connections that the target is given at once */
  constructor(perTarget: number) {
    this.#enough = Math.min(most, perTarget);
  }

  /** Whether it is known that ladders tell nothing. */
  get exhausted(): boolean {
    return !this.#found && this.#done >= this.#enough;
  }

  /**
   * Asks before a ladder is climbed.
   *
   * @returns true: climb, and say with `climbed` what came of it; false: others found nothing; else fulfilled when that
   *   is known, to ask again
   */
  ask(): boolean | Promise<void> {
    if (this.#found || this.#begun < this.#enough) {
      this.#begun += 1;
      return true;
    }
    if (this.#done >= this.#enough) return false;
    this.#known ??= new Promise((resolve) => {
      this.#tell = resolve;
    });
    return this.#known;
  }

  /** @param found whether a way was found that is answered */
  climbed(found: boolean): void {
    this.#done += 1;
    this.#found ||= found;
    if (this.#found || this.#done >= this.#enough) this.#tell();
  }
}
