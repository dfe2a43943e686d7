/** Draws by lot: the same draws for the same seed. */
export interface Lot {
  /** One of these, all as likely. */
  one<Item>(from: readonly Item[]): Item;
  /** true, so often as that (0 to 1). */
  chance(share: number): boolean;
  /** As `chance`, for what HAProxy refuses: only where mistakes are made at all. */
  mistake(share: number): boolean;
  /** A whole number from 0 up to below that. */
  below(limit: number): number;
  /** So many of them, and the same one perhaps twice. */
  several<Item>(from: readonly Item[], howMany: number): Item[];
  /** All of them in another order. */
  shuffled<Item>(all: readonly Item[]): Item[];
}

/**
 * Makes a source of draws (mulberry32, public domain).
 * @param seed any number
 * @param mistakes whether mistakes are made
 * @returns the source
 */
export function lot(seed: number, mistakes = false): Lot {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const one = <Item>(from: readonly Item[]): Item => {
    const item = from[below(from.length)];
    if (item === undefined) throw new Error('there is nothing to draw from');
    return item;
  };
  return {
    one,
    below,
    chance: (share) => next() < share,
    mistake: (share) => next() < share && mistakes,
    several: (from, howMany) => Array.from({ length: howMany }, () => one(from)),
    shuffled(all) {
      const left = [...all];
      return all.flatMap(() => left.splice(below(left.length), 1));
    },
  };
}
