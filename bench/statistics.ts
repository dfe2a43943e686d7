/** A named thing that can be timed. */
export type Timed = () => Promise<{ ms: number }>;

/**
 * The middle of some numbers.
 * @param numbers at least one
 * @returns the median
 */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

/**
 * Times several things in turn, so that whatever else the machine does meets all of them alike.
 * @param rounds how often each is timed; a first round is not counted
 * @param timed the things
 * @returns for each the times, in ms
 */
export async function alternate<K extends string>(
  rounds: number,
  timed: Record<K, Timed>,
): Promise<Record<K, number[]>> {
  const names = Object.keys(timed) as K[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (const name of names) await timed[name]();
  for (let round = 0; round < rounds; round++) for (const name of names) times[name].push((await timed[name]()).ms);
  return times;
}

/**
 * How far apart times of the same thing lie.
 * @param numbers at least one
 * @returns half of them lie within this part of their median
 */
export function spread(numbers: readonly number[]): number {
  return (quantile(numbers, 0.75) - quantile(numbers, 0.25)) / median(numbers);
}

function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const place = part * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
