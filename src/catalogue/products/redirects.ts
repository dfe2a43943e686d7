import type { Product } from './product.ts';

/**
 * What ends a redirect to https, of the port that was asked for and of the clear-text one beside it.
 * @param words sentences in the product's own words
 * @returns the remedies of both findings
 */
export function redirects(...words: readonly string[]): Product['remedies'] {
  return { 'redirect-required': words, 'plain-port-redirects': words };
}
