/**
 * Works on items as they come, on a bounded number at a time, and gives results as they are known, in any order.
 * Whoever takes results slowly slows the reading down.
 *
 * @param items read one after the other, as many ahead as are worked on
 * @param most how many are worked on, results not taken included
 * @param work on one item
 * @param stopped rejects when no more is to be begun
 * @returns the results, each once. Throws what `items`, `work` or `stopped` reject with, once the results that are known
 *   by then were given
 */
export async function* completed<T, R>(
  items: AsyncIterable<T>,
  most: number,
  work: (item: T) => Promise<R>,
  stopped: Promise<never>,
): AsyncGenerator<R, void, undefined> {
  let results: R[] = [];
  let open = 0;
  let ended = false;
  let failed: { error: unknown } | null = null;
  let wakeTaker = (): void => {};
  let wakeReader = (): void => {};
  const fail = (error: unknown): void => {
    failed ??= { error };
    wakeTaker();
    wakeReader();
  };
  const done = (result: R): void => {
    results.push(result);
    wakeTaker();
  };
  async function read(): Promise<void> {
    for await (const item of items) {
      if (failed) return;
      open += 1;
      work(item).then(done, fail);
      if (open < most) continue;
      await new Promise<void>((resolve) => {
        wakeReader = resolve;
      });
      if (failed) return;
    }
  }
  stopped.catch(fail);
  read().then(() => {
    ended = true;
    wakeTaker();
  }, fail);
  try {
    for (;;) {
      const known = results;
      results = [];
      for (const result of known) {
        yield result;
        open -= 1;
        if (open < most) wakeReader();
      }
      if (results.length > 0) continue;
      if (failed) throw (failed as { error: unknown }).error;
      if (ended && open === 0) return;
      await new Promise<void>((resolve) => {
        wakeTaker = resolve;
      });
    }
  } finally {
    // The reader ends at its next item; one that is never read is not waited for.
    failed ??= { error: null };
    wakeReader();
  }
}
