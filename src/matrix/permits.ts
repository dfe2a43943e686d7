interface Waiter {
  weight: number;
  grant: () => void;
  refuse: (reason: unknown) => void;
}

/** One target: what is open there, and who waits for more. */
interface Place {
  key: string;
  used: number;
  /** Those who go on with what they began come before those who begin: less is half done, and more is learned early. */
  begun: Queue;
  fresh: Queue;
}

/** First in, first out, without moving what waits. */
class Queue {
  #items: Waiter[] = [];
  #head = 0;

  get first(): Waiter | undefined {
    return this.#items[this.#head];
  }

  push(waiter: Waiter): void {
    this.#items.push(waiter);
  }

  shift(): void {
    this.#head += 1;
    if (this.#head < 1024 && this.#head < this.#items.length) return;
    this.#items = this.#items.slice(this.#head);
    this.#head = 0;
  }

  drain(): Waiter[] {
    const left = this.#items.slice(this.#head);
    this.#items = [];
    this.#head = 0;
    return left;
  }
}

/**
 * Connections that may be open at once: to each target, and in all. Who waits at one target is served in turn; among
 * targets the one with the fewest open comes first, so that one that hangs does not hold all. Several permits are
 * taken at once or not at all, and whoever is next and does not fit yet is not overtaken: nothing waits for ever.
 */
export class Permits {
  readonly #most: number;
  readonly #perTarget: number;
  readonly #places = new Map<string, Place>();
  /** Places with someone waiting: those with nothing open, and the others (no more than there are permits). */
  readonly #idle = new Set<Place>();
  readonly #busy = new Set<Place>();
  #used = 0;
  /** Someone is next and waits for permits of the whole: nobody may overtake. */
  #held = false;
  #stopped: { reason: unknown } | null = null;

  /**
   * @param most in all, at least 1
   * @param perTarget to one target, at least 1
   */
  constructor(most: number, perTarget: number) {
    this.#most = most;
    this.#perTarget = Math.min(most, perTarget);
  }

  /** The most that one target can be given at once. */
  get perTarget(): number {
    return this.#perTarget;
  }

  /**
   * Takes permits, all at once.
   *
   * @param key the target
   * @param weight how many, at most `perTarget`
   * @param begun whether it goes on with what was begun before
   * @returns null: they are taken; else fulfilled when they are, rejected with the reason of `stop`
   */
  take(key: string, weight: number, begun: boolean): Promise<void> | null {
    if (this.#stopped) return Promise.reject(this.#stopped.reason);
    const place = this.#place(key);
    const free = !this.#held && headOf(place) === undefined;
    if (free && place.used + weight <= this.#perTarget && this.#used + weight <= this.#most) {
      this.#used += weight;
      place.used += weight;
      return null;
    }
    return new Promise((grant, refuse) => {
      (begun ? place.begun : place.fresh).push({ weight, grant, refuse });
      this.#sort(place);
      this.#serve();
    });
  }

  /**
   * Gives permits back.
   *
   * @param key the target that they were taken for
   * @param weight how many
   */
  give(key: string, weight: number): void {
    const place = this.#place(key);
    place.used -= weight;
    this.#used -= weight;
    this.#sort(place);
    this.#serve();
  }

  /**
   * Lets nobody in any more.
   *
   * @param reason what those who wait, and who come later, are refused with
   */
  stop(reason: unknown): void {
    this.#stopped ??= { reason };
    for (const { begun, fresh } of this.#places.values()) {
      for (const waiter of [...begun.drain(), ...fresh.drain()]) waiter.refuse(reason);
    }
    this.#idle.clear();
    this.#busy.clear();
  }

  #place(key: string): Place {
    const known = this.#places.get(key);
    if (known) return known;
    const place = { key, used: 0, begun: new Queue(), fresh: new Queue() };
    this.#places.set(key, place);
    return place;
  }

  #sort(place: Place): void {
    const waits = headOf(place) !== undefined;
    if (waits && place.used === 0) this.#idle.add(place);
    else this.#idle.delete(place);
    if (waits && place.used > 0) this.#busy.add(place);
    else this.#busy.delete(place);
    if (!waits && place.used === 0) this.#places.delete(place.key);
  }

  #serve(): void {
    for (;;) {
      const place = this.#next();
      const waiter = place ? headOf(place) : undefined;
      this.#held = waiter !== undefined && this.#used + waiter.weight > this.#most;
      if (!place || !waiter || this.#held) return;
      (place.begun.first === waiter ? place.begun : place.fresh).shift();
      place.used += waiter.weight;
      this.#used += waiter.weight;
      // Behind the others that have as many open.
      this.#busy.delete(place);
      this.#sort(place);
      waiter.grant();
    }
  }

  #next(): Place | null {
    for (const place of this.#idle) return place;
    let best: Place | null = null;
    for (const place of this.#busy) {
      const weight = headOf(place)?.weight ?? 0;
      if (place.used + weight <= this.#perTarget && (best === null || place.used < best.used)) best = place;
    }
    return best;
  }
}

function headOf({ begun, fresh }: Place): Waiter | undefined {
  return begun.first ?? fresh.first;
}
