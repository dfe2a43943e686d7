import { setTimeout as sleep } from 'node:timers/promises';

/** What the system lacks when it refuses us a connection, in words. */
const lacking: Record<string, string> = {
  EMFILE: 'this process may not open more files',
  ENFILE: 'this system may not open more files',
  EADDRNOTAVAIL: 'no local port is free',
  EADDRINUSE: 'no local port is free',
  EAGAIN: 'no local port is free',
  ENOBUFS: 'the system has no memory left for sockets',
  ENOMEM: 'the system has no memory left for sockets',
};

const shortest = 100;
const longest = 2000;

/** Stops all dialling for a moment whenever there is a shortage. */
export class Breather {
  readonly #onNote: (text: string) => void;
  readonly #signal: AbortSignal;
  readonly #noted = new Set<string>();
  #pause: Promise<void> | null = null;

  /**
   * @param onNote told once of each shortage
   * @param signal ends a pause; whoever waits is refused with its reason
   */
  constructor(onNote: (text: string) => void, signal: AbortSignal) {
    this.#onNote = onNote;
    this.#signal = signal;
  }

  /** null: nothing stands in the way of a connection; else fulfilled when that is so. */
  wait(): Promise<void> | null {
    return this.#pause;
  }

  /**
   * Notes a shortage: nothing is dialled for a while, longer each time that it did not help.
   *
   * @param code error code of the system
   * @param times how often it was met in a row
   */
  met(code: string, times: number): void {
    if (!this.#noted.has(code)) {
      this.#noted.add(code);
      this.#onNote(`${lacking[code] ?? code} (${code}): connections wait for others to end; fewer at once go as fast`);
    }
    this.#pause ??= sleep(Math.min(longest, shortest * 2 ** times), undefined, { signal: this.#signal })
      .catch(() => this.#signal.throwIfAborted())
      .finally(() => {
        this.#pause = null;
      });
    // Perhaps nobody is waiting for it when the run is ended.
    this.#pause.catch(() => {});
  }
}
