/**
 * Waits for work side by side until all of it has ended, so that what fails leaves nothing running behind.
 * @param work what is under way
 * @returns what it came to
 * @throws the first failure, when the rest has ended too
 */
export async function allDone<T extends readonly unknown[]>(
  work: {
    [K in keyof T]: Promise<T[K]>;
  },
): Promise<T> {
  const settled = await Promise.allSettled(work);
  for (const one of settled) if (one.status === 'rejected') throw one.reason;
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined)) as unknown as T;
}

/**
 * Works a list off, several items at once.
 * @param items the list
 * @param width how many at once
 * @param work what to do with each
 * @returns what came of each, in the order of the list
 * @throws the first failure, when what was begun has ended; nothing more is begun then
 */
export async function sideBySide<I, O>(
  items: readonly I[],
  width: number,
  work: (item: I) => Promise<O>,
): Promise<O[]> {
  const results: O[] = [];
  const queue = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      try {
        results[next[0]] = await work(next[1]);
      } catch (error) {
        queue.length = 0;
        throw error;
      }
    }
  };
  await allDone(Array.from({ length: width }, worker));
  return results;
}
