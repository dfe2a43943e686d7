/** Where a pace takes its time from. */
export interface Clock {
  /** Milliseconds that only grow. */
  now(): number;
  setTimeout(act: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

const systemClock: Clock = {
  now: () => performance.now(),
  setTimeout: (act, ms) => setTimeout(act, ms),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

// Timers come late by some milliseconds: as much is made up for, and no more.
const lag = 10;

/** Lets so many connections begin in a second, evenly: what was not used in time is lost, not saved up. */
export class Pace {
  readonly #interval: number;
  readonly #clock: Clock;
  readonly #waiting: { go: () => void; refuse: (reason: unknown) => void }[] = [];
  /** When the next may begin. */
  #due = 0;
  #timer: unknown = null;
  #stopped: { reason: unknown } | null = null;

  /**
   * @param perSecond more than 0; may be a fraction
   * @param clock default: the system's
   */
  constructor(perSecond: number, clock: Clock = systemClock) {
    this.#interval = 1000 / perSecond;
    this.#clock = clock;
  }

  /** null: a connection may begin now; else fulfilled, in turn, when it may, rejected with the reason of `stop`. */
  slot(): Promise<void> | null {
    if (this.#stopped) return Promise.reject(this.#stopped.reason);
    const now = this.#clock.now();
    if (this.#waiting.length === 0 && this.#due <= now) {
      this.#due = now + this.#interval;
      return null;
    }
    return new Promise((go, refuse) => {
      this.#waiting.push({ go, refuse });
      this.#arm(now);
    });
  }

  /** Lets no connection begin any more: whoever waits, and comes later, is refused with the reason. */
  stop(reason: unknown): void {
    this.#stopped ??= { reason };
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    for (const { refuse } of this.#waiting.splice(0)) refuse(reason);
  }

  #arm(now: number): void {
    this.#timer ??= this.#clock.setTimeout(() => this.#tick(), Math.max(1, Math.ceil(this.#due - now)));
  }

  #tick(): void {
    this.#timer = null;
    const now = this.#clock.now();
    this.#due = Math.max(this.#due, now - lag);
    while (this.#due <= now && this.#waiting.length > 0) {
      this.#waiting.shift()?.go();
      this.#due += this.#interval;
    }
    if (this.#waiting.length > 0) this.#arm(now);
  }
}
