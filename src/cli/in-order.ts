/**
 * Does several things at once and hands out the results in the order of the input, each as soon as it can be.
 * @param items what to do
 * @param limit the most that are under way at once
 * @param work does one
 * @returns the results; the first failure ends it
 */
export async function* inOrder<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, index: number) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  let next = 0;
  let handedOut = 0;
  const start = () => {
    const index = next++;
    const result = work(items[index] as T, index);
    // A failure is reported when its turn comes; until then it is nobody's unhandled rejection.
    result.catch(() => {});
    running[index] = result;
  };
  while (handedOut < items.length) {
    while (next < items.length && next < handedOut + limit) start();
    yield await (running[handedOut++] as Promise<R>);
  }
}
