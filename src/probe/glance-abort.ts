const followers = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when a signal is aborted. Thousands of connections follow one signal, which then has one listener.
 * @param signal to follow, not aborted yet
 * @param abort called once at most
 * @returns lets go of the signal
 */
export function follow(signal: AbortSignal, abort: () => void): () => void {
  let set = followers.get(signal);
  if (!set) {
    const all = new Set<() => void>();
    signal.addEventListener('abort', () => [...all].map((one) => one()), { once: true });
    followers.set(signal, all);
    set = all;
  }
  const mine = set;
  mine.add(abort);
  return () => mine.delete(abort);
}

/**
 * What a call rejects with whose signal was aborted.
 * @returns the error
 */
export function abortError(): DOMException {
  return new DOMException('The exchange was aborted', 'AbortError');
}
