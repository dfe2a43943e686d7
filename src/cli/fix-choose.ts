import type { Manager } from '../haproxy/managed.ts';
import type { Cure } from '../report/cure/cure.ts';

/** What becomes of cures. */
export interface Choice {
  written: Cure[];
  /** They are to be looked at first, and that was not asked to be passed over. */
  review: Cure[];
  /** A program writes one of their files. */
  managed: { cure: Cure; file: string; by: Manager }[];
}

/**
 * Says which cures are written. All edits of a cure are, or none.
 * @param cures what was found
 * @param all also those that are to be looked at first (`--fix-all`)
 * @param managers of files, by their names
 * @returns every cure in one of its lists
 */
export function chooseCures(cures: readonly Cure[], all: boolean, managers: ReadonlyMap<string, Manager>): Choice {
  const choice: Choice = { written: [], review: [], managed: [] };
  for (const cure of cures) {
    const file = cure.edits.map(({ change }) => change.at.file).find((name) => managers.has(name));
    const by = file === undefined ? undefined : managers.get(file);
    if (file !== undefined && by) choice.managed.push({ cure, file, by });
    else if (cure.safety === 'safe' || all) choice.written.push(cure);
    else choice.review.push(cure);
  }
  return choice;
}
