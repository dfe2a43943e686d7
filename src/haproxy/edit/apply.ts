import { print } from '../syntax/parse.ts';
import { place } from '../syntax/section-header.ts';
import type { ConfigFile, Configuration, Place } from '../syntax/tree.ts';
import type { Change } from './change.ts';
import { Draft } from './draft.ts';
import { gapBeside, newLine } from './new-line.ts';
import { written } from './quoted.ts';
import { type Found, finder } from './statements.ts';

/**
 * Changes the text of a configuration. Every byte that no change is about stays; what is new is quoted as HAProxy needs it
 * and laid out as its neighbours are.
 * @param configuration as it was read; it is left as it is
 * @param changes in the order in which words and lines that meet are to stand; equal ones count once
 * @returns all its files, changed or not; text one character a byte (latin1)
 * @throws Error where a place is no line that counts or its branch of `.if` is not known, where words are not there or
 *   cannot be written, and where changes contradict each other
 */
export function applyChanges(
  configuration: Configuration,
  changes: readonly Change[],
): { name: string; text: string }[] {
  const find = finder(configuration);
  const drafts = new Map<ConfigFile, Draft>();
  for (const change of changes) {
    placed(change.at, () => {
      const found = find(change.at);
      const draft = drafts.get(found.file) ?? new Draft(found.file);
      drafts.set(found.file, draft);
      enter(draft, found, change, configuration);
    });
  }
  return configuration.files.map((file) => ({ name: file.name, text: drafts.get(file)?.print(placed) ?? print(file) }));
}

function enter(draft: Draft, found: Found, change: Change, { sections }: Configuration): void {
  const { statement, section } = found;
  if (change.kind === 'drop') {
    if (statement === section.header) throw new Error('without its header the section would belong to the one before');
    draft.drop(statement);
    return;
  }
  const texts = change.words.map(written);
  if (texts.length === 0 && change.kind !== 'replace') throw new Error('there are no words to be written');
  if (change.kind === 'line') {
    draft.insert(gapBeside(found, change.where), texts, newLine(texts, found, sections));
  } else if (change.kind === 'add') {
    const before = change.before ?? statement.words.length;
    draft.edit(statement, { from: before, to: before, texts });
  } else {
    if (change.from >= change.to) throw new Error('there are no words to be replaced');
    draft.edit(statement, { from: change.from, to: change.to, texts });
  }
}

/** Whatever is wrong is said with its place. */
function placed<T>(at: Place, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${place(at)} cannot be changed: ${message}`, { cause: error });
  }
}
