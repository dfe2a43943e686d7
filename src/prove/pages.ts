import type { Tried } from './trial.ts';

/**
 * The servers whose clients got another page in one run than in another.
 * @param after a run
 * @param without another one
 * @param again the first one once more: only pages that it has too are compared; absent: all
 * @returns their names, `be/s1`; a page that changes from answer to answer says nothing
 */
export function otherPages(after: Tried, without: Tried, again: Tried = after): string[] {
  return [...after.pages].flatMap(([key, pages]) => {
    const differs = [...pages].some(([host, page]) => {
      const other = without.pages.get(key)?.get(host) ?? null;
      return page !== null && other !== null && page !== other && again.pages.get(key)?.get(host) === page;
    });
    return differs ? [key] : [];
  });
}
