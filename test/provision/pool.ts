/**
 * Runs a job for each item, a few at a time.
 *
 * @param items - what to work on
 * @param width - how many jobs run at once
 * @param job - the work on one item
 * @returns the results, in the order of the items
 * @throws the first error of a job
 */
export async function pool<Item, Result>(
  items: readonly Item[],
  width: number,
  job: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await job(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
