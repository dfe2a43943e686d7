import { type Cured, checkAndCure } from '../check/cure-run.ts';
import type { CheckOptions } from '../check/options.ts';
import type { CheckEdit, CheckResult } from '../check-types.ts';
import { applyChanges } from '../haproxy/edit/apply.ts';
import { type Manager, managedBy } from '../haproxy/managed.ts';
import type { Cure } from '../report/cure/cure.ts';
import { watched } from './check-watched.ts';
import { chooseCures } from './fix-choose.ts';
import { testWithHaproxy } from './fix-haproxy.ts';
import { harmed } from './fix-harm.ts';
import type { Original } from './fix-original.ts';
import { toldLeft, toldWritten } from './fix-told.ts';
import { type Changed, stage, type Written } from './fix-write.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** What came of `--fix`. */
export interface Fixed {
  /** What a check says now; `written` is there. */
  result: CheckResult;
  /** The edits that were written, of the result without them. */
  edits: CheckEdit[];
  /** What was done and what was not, in sentences. */
  told: string[];
}

/**
 * Which programs write files.
 * @param files that were read
 * @returns by the names of those that one does
 */
export function managersOf(files: readonly Original[]): Map<string, Manager> {
  return new Map(
    files.flatMap(({ name, path, text }) => {
      const by = managedBy(path, text);
      return by ? [[name, by]] : [];
    }),
  );
}

/**
 * Writes the edits that mend servers. The patched text is checked again and tested by HAProxy before anything is
 * written, so that no file is ever worse than it was.
 * @param found what a check said, with its cures
 * @param options of that check
 * @param originals its files as they were read
 * @param all also what is to be looked at first
 * @param terminal progress and Ctrl-C
 * @param quiet shows no progress
 * @returns what was done
 * @throws Refusal with exit code 3 where it cannot be written, or must not be; the signal's reason when aborted: nothing
 *   was written then
 */
export async function fix(
  found: Cured,
  options: CheckOptions,
  originals: readonly Original[],
  all: boolean,
  terminal: Terminal,
  quiet: boolean,
): Promise<Fixed> {
  const managers = managersOf(originals);
  const { written: cures, ...left } = chooseCures(found.cures, all, managers);
  const changed = changedBy(found, cures, originals);
  if (changed.length === 0) {
    const none = found.result.left.length > 0 ? 'no edit helps' : 'no edit is needed';
    const told = [...(found.cures.length === 0 ? [none] : []), ...toldLeft(left)];
    return { result: { ...found.result, written: [] }, edits: [], told };
  }
  const texts = new Map(changed.map(({ original, text }) => [original.name, text]));
  const files = options.files.map(({ name, text }) => ({ name, text: texts.get(name) ?? text }));
  const again = await watched(checkAndCure, { ...options, files }, 'checking the edits', terminal, quiet);
  refuseHarm(found.result, again.result);

  const { written, tested } = await write(changed, options, terminal);
  const rest = chooseCures(again.cures, all, managers);
  const more = rest.written.length > 0 ? ['more can be mended now: run it once more'] : [];
  return {
    result: { ...again.result, written },
    edits: found.result.edits.filter(isOf(cures)),
    told: [...toldWritten(written, cures), tested, ...more, ...toldLeft(rest)],
  };
}

function isOf(cures: readonly Cure[]): (edit: CheckEdit) => boolean {
  const servers = new Set(cures.flatMap((cure) => cure.servers));
  return ({ proxy, server }) => servers.has(`${proxy}/${server}`);
}

function changedBy({ configuration }: Cured, cures: readonly Cure[], originals: readonly Original[]): Changed[] {
  const changes = cures.flatMap(({ edits }) => edits.map(({ change }) => change));
  const texts = new Map(applyChanges(configuration, changes).map(({ name, text }) => [name, text]));
  return originals.flatMap((original) => {
    const text = texts.get(original.name);
    return text === undefined || text === original.text ? [] : [{ original, text }];
  });
}

function refuseHarm(before: CheckResult, after: CheckResult): void {
  const [worse, ...others] = harmed(before, after);
  if (worse === undefined) return;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  throw new Refusal(
    3,
    `checked again with the edits, ${worse}${more} would be worse off: its check or its traffic fails`,
    'nothing was written; a backend that answers now so and now otherwise does that too: check again',
  );
}

/** Drafts stand beside their files while HAProxy reads them: it may look for other files from there. */
async function write(
  changed: readonly Changed[],
  options: CheckOptions,
  { signal }: Terminal,
): Promise<{ written: Written[]; tested: string }> {
  const staged = stage(changed);
  try {
    const before = options.files.map(({ name }) => name);
    const after = before.map((name) => staged.drafts.get(name) ?? name);
    const tested = await testWithHaproxy({ before, after }, options.environment, signal);
    signal.throwIfAborted();
    return { written: staged.commit(), tested };
  } finally {
    staged.discard();
  }
}
