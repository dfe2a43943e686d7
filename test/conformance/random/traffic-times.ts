import type { Lot } from './lot.ts';

/**
 * Makes so many items, by lot between two numbers.
 * @param lot draws
 * @param least at least
 * @param most at most
 * @param make makes one
 * @returns them
 */
export function times<Item>(lot: Lot, least: number, most: number, make: () => Item): Item[] {
  return Array.from({ length: least + lot.below(most - least + 1) }, make);
}
