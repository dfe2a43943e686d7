import type { Cured } from '../../../src/check/cure-run.ts';
import { applyChanges } from '../../../src/haproxy/edit/apply.ts';
import type { Change } from '../../../src/haproxy/edit/change.ts';
import { type HaproxyVersion, parseVersion } from '../../../src/haproxy/versions.ts';
import type { CureEdit } from '../../../src/report/cure/cure.ts';
import type { Cell } from '../cells.ts';
import { type Surroundings, wholeText } from '../text.ts';
import { withoutEachWord } from './words.ts';
import { changed, type Original, originals, renamed, type Written } from './written.ts';

/** A cell with all its edits made. */
export interface Patched extends Written {
  edits: CureEdit[];
  before: string;
  /** The same without each word in turn. */
  without: WithoutWord[];
}

/** A patched cell without one of its words. */
export interface WithoutWord {
  label: string;
  /** null: the other edits cannot be made without it. */
  written: Written | null;
}

/**
 * Makes the edits of all cures, cell by cell, and each time without one of their words.
 * @param cells in the order of the configuration
 * @param around as the configuration was written with
 * @param cured the cures of that configuration
 * @param version of HAProxy
 * @returns the patched cells by name; and what is edited that is no cell's, or comes to something else cell by cell than
 *   in the configuration of all
 */
export function patchAll(
  cells: readonly Cell[],
  around: Surroundings,
  { cures, configuration }: Pick<Cured, 'cures' | 'configuration'>,
  version: string,
): { patches: Map<string, Patched>; strays: string[] } {
  const reader = parseVersion(version);
  const all = originals(cells, around);
  const byProxy = new Map<string, CureEdit[]>();
  for (const { proxy, edits } of cures) byProxy.set(proxy, [...(byProxy.get(proxy) ?? []), ...edits]);
  const patches = new Map<string, Patched>();
  const strays: string[] = [];
  for (const original of all) {
    const edits = byProxy.get(original.name);
    if (!edits) continue;
    const text = tried(
      original,
      edits.map(({ change }) => change),
      reader,
    );
    if (text instanceof Error) strays.push(`${original.name}: ${text.message}`);
    else
      patches.set(original.name, {
        ...original,
        text,
        before: original.text,
        edits,
        without: without(original, edits, reader),
      });
  }
  const changes = cures.flatMap(({ edits }) => edits.map(({ change }) => change));
  const whole = applyChanges(configuration, changes)[0]?.text;
  const parts = all.map(({ name, text }) => patches.get(name)?.text ?? text);
  if (whole !== wholeText(parts, around, { checks: true, threads: 1 }))
    strays.push('the patched configuration is not that of its patched cells');
  return { patches, strays };
}

function without(original: Original, edits: readonly CureEdit[], version: HaproxyVersion): WithoutWord[] {
  return withoutEachWord(edits).map(({ label, changes }, index) => {
    const text = tried(original, changes, version);
    if (text instanceof Error) return { label, written: null };
    return { label, written: renamed({ ...original, text }, `${original.name}.without${index}`) };
  });
}

function tried(original: Original, changes: readonly Change[], version: HaproxyVersion): string | Error {
  try {
    return changed(original, changes, version);
  } catch (error) {
    return error as Error;
  }
}
