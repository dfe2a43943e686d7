/** The time for an exchange is up. */
export class TimeIsUp extends Error {}

/** One limit for all the steps of an exchange. */
export interface Deadline {
  /** The step's own outcome, or a rejection when time is up (`TimeIsUp`) or the signal is aborted (`AbortError`). */
  within<T>(step: Promise<T>): Promise<T>;
  /** Milliseconds that are left. */
  left(): number;
  /** Stops the clock and lets go of the signal. */
  clear(): void;
}

/**
 * Starts a clock. A step that lost against it is not stopped: its sockets are to be destroyed by whoever opened them.
 *
 * @param timeout in ms
 * @param signal ends every step too
 * @throws AbortError when the signal is aborted already
 */
export function startDeadline(timeout: number, signal: AbortSignal | undefined): Deadline {
  if (signal?.aborted) throw abortError();
  const end = performance.now() + timeout;
  const { promise: stopped, reject } = rejectable();
  const timer = setTimeout(() => reject(new TimeIsUp()), timeout);
  const abort = (): void => reject(abortError());
  signal?.addEventListener('abort', abort, { once: true });
  return {
    within: (step) => Promise.race([stopped, step]),
    left: () => Math.max(0, end - performance.now()),
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}

function abortError(): DOMException {
  return new DOMException('The exchange was aborted', 'AbortError');
}

function rejectable(): { promise: Promise<never>; reject: (error: unknown) => void } {
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  // Between two steps nobody waits for it.
  promise.catch(() => {});
  return { promise, reject };
}
