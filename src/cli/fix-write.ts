import { linkSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileProblem } from './file-problem.ts';
import { draftName, syncFolder, writeNew } from './fix-draft.ts';
import {
  backupName,
  backupsOf,
  isSame,
  notWritten,
  type Original,
  refuseChanged,
  refuseIrreplaceable,
} from './fix-original.ts';
import { Refusal } from './refusal.ts';

/** A file that is to be replaced. */
export interface Changed {
  original: Original;
  /** Its new text, one character a byte. */
  text: string;
}

/** A file that was replaced, and what the old one is called now. */
export interface Written {
  file: string;
  backup: string;
}

/** New texts that stand beside their files and wait. */
export interface Staged {
  /** Where the new text of a file stands, by the file's name. */
  drafts: ReadonlyMap<string, string>;
  /**
   * Puts all of them into their places, or none. Nothing else runs meanwhile, so that Ctrl-C comes before or after.
   * @throws Refusal with exit code 3; everything is as it was then, unless it says otherwise
   */
  commit(): Written[];
  /** Removes what still waits. */
  discard(): void;
}

/** One file on its way. */
interface Step {
  original: Original;
  draft: string;
  /** Where the old file is kept; null: not yet. */
  backup: string | null;
  /** The backup is ours to remove. */
  made: boolean;
  moved: boolean;
}

/**
 * Writes new texts beside their files: mode and owner are those of the old ones, and the disk has all of it.
 * @param changes files as they were read, and their new texts
 * @returns what waits; it is removed too when the process ends
 * @throws Refusal with exit code 3 that names the file and what is in the way; nothing is left behind then
 */
export function stage(changes: readonly Changed[]): Staged {
  const steps: Step[] = [];
  const discard = () => {
    process.off('exit', discard);
    for (const { draft } of steps) rmSync(draft, { force: true });
  };
  process.once('exit', discard);
  try {
    for (const { original, text } of changes) {
      refuseIrreplaceable(original);
      if (steps.some((step) => step.original.path === original.path))
        throw notWritten(original.name, 'it is given twice');
      steps.push({ original, draft: draftOf(original, text), backup: null, made: false, moved: false });
    }
  } catch (error) {
    discard();
    throw error;
  }
  return {
    drafts: new Map(steps.map(({ original, draft }) => [original.name, draft])),
    commit() {
      try {
        return commit(steps);
      } finally {
        discard();
      }
    },
    discard,
  };
}

function draftOf({ name, path, stats }: Original, text: string): string {
  const draft = draftName(path);
  try {
    if (stats) writeNew(draft, text, stats);
    return draft;
  } catch (error) {
    const { syscall } = error as NodeJS.ErrnoException;
    const beside = syscall === 'open' ? 'no file can be made beside it: ' : '';
    throw notWritten(name, `${beside}${fileProblem(error)}`);
  }
}

function commit(steps: readonly Step[]): Written[] {
  const folders = new Set(steps.map(({ original }) => dirname(original.path)));
  let current = steps[0]?.original.name ?? '';
  try {
    for (const { original } of steps) refuseChanged(original);
    for (const step of steps) {
      current = step.original.name;
      keep(step);
    }
    for (const folder of folders) syncFolder(folder);
    for (const step of steps) {
      current = step.original.name;
      refuseChanged(step.original);
      renameSync(step.draft, step.original.path);
      step.moved = true;
    }
  } catch (error) {
    const lost = steps.filter((step) => !putBack(step));
    const refusal = error instanceof Refusal ? error : notWritten(current, fileProblem(error));
    if (lost.length === 0) throw refusal;
    const kept = lost.map(({ original, backup }) => `${original.name} (the old one is ${backup})`).join(', ');
    throw new Refusal(3, refusal.message, `written all the same, since it could not be put back: ${kept}`);
  }
  for (const folder of folders) syncFolder(folder);
  return steps.map(({ original, backup }) => ({ file: original.name, backup: shown(original, backup ?? '') }));
}

/** Keeps the old file under a name of its own; one that an earlier run was killed behind counts. */
function keep(step: Step): void {
  const { path, text, stats } = step.original;
  if (!stats) return;
  const taken = backupsOf(path);
  const own = taken.find((backup) => isSame(backup, stats));
  for (let number = taken.length; own === undefined && step.backup === null; number++) {
    const backup = backupName(path, number);
    try {
      linkOrCopy(path, backup, () => writeNew(backup, text, stats));
      step.backup = backup;
      step.made = true;
    } catch (error) {
      // Somebody else was faster: theirs is not overwritten.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  step.backup ??= own ?? null;
}

/** A link is there whole or not at all; not every file system has it. */
function linkOrCopy(path: string, backup: string, copy: () => void): void {
  try {
    linkSync(path, backup);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code ?? '')) throw error;
    copy();
  }
}

/** Undoes a step; false: the new text stands there all the same. */
function putBack({ original, backup, made, moved }: Step): boolean {
  try {
    if (moved && backup !== null) renameSync(backup, original.path);
    else if (made && backup !== null) rmSync(backup, { force: true });
    return true;
  } catch {
    return !moved;
  }
}

/** As the user wrote it, where the backup stands beside that name. */
function shown({ name, path }: Original, backup: string): string {
  return lstatSync(name).isSymbolicLink() ? backup : `${name}${backup.slice(path.length)}`;
}
