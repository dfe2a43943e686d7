import { applyChanges } from '../../../src/haproxy/edit/apply.ts';
import type { Change } from '../../../src/haproxy/edit/change.ts';
import { readConfiguration } from '../../../src/haproxy/syntax/configuration.ts';
import type { HaproxyVersion } from '../../../src/haproxy/versions.ts';
import type { Cell } from '../cells.ts';
import { fileName } from '../predict.ts';
import { cellText, frontendAddress, type Surroundings, wholeText } from '../text.ts';

/** The sections of one cell, under its own name or another. */
export interface Written {
  cell: Cell;
  /** Name of its backend section. */
  name: string;
  text: string;
}

/** A cell in the configuration of all. */
export interface Original extends Written {
  /** How many lines stand before it. */
  above: number;
}

/**
 * Finds the sections of every cell in the configuration of all of them.
 * @param cells in the order of the configuration
 * @param around as the configuration was written with
 * @returns each, in that order
 */
export function originals(cells: readonly Cell[], around: Surroundings): Original[] {
  // Sections are joined by a line end, and so is what stands before the first.
  let above = wholeText([''], around, { checks: true, threads: 1 }).split('\n').length - 1;
  return cells.map((cell, index) => {
    const text = cellText(cell, frontendAddress(index), around);
    const found = { cell, name: cell.name, text, above };
    above += text.split('\n').length;
    return found;
  });
}

/**
 * Changes the sections of one cell.
 * @param original as it is
 * @param changes with places as in the configuration of all
 * @param version who reads it
 * @returns the text
 * @throws Error when the changes cannot be made, or lie outside these sections
 */
export function changed(original: Original, changes: readonly Change[], version: HaproxyVersion): string {
  const configuration = readConfiguration([{ name: fileName, text: original.text }], new Map(), version);
  const own = changes.map((change) => ({
    ...change,
    at: { ...change.at, line: change.at.line - original.above },
  }));
  const [file] = applyChanges(configuration, own);
  return file?.text ?? original.text;
}

/**
 * Writes a cell's sections again for another place of another configuration.
 * @param written the sections
 * @param name what the backend section is to be called
 * @returns the same under that name
 */
export function renamed({ cell, name: before, text }: Written, name: string): Written {
  return { cell, name, text: text.replaceAll(before, name) };
}

/**
 * Writes a configuration of cells' sections: each frontend gets the address of its place.
 * @param all the sections
 * @param around where the log goes; their frontends keep the port that they have
 * @param checks false: servers have no checks
 * @returns the text
 */
export function configurationOf(
  all: readonly Written[],
  around: Pick<Surroundings, 'logPort'>,
  checks: boolean,
): string {
  const sections = all.map(({ text }, index) =>
    text.replace(/^( +bind )127\.1\.\d+\.\d+:/m, `$1${frontendAddress(index)}:`),
  );
  return wholeText(sections, around, { checks, threads: 1 });
}
