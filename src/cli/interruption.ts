/**
 * Something to wait for beside what cannot be interrupted.
 * @param signal what interrupts
 * @returns a promise that is rejected with the signal's reason; of nobody's concern unless somebody waits for it
 */
export function interruption(signal: AbortSignal): Promise<never> {
  const promise = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  promise.catch(() => {});
  return promise;
}
