import { type Stats, statSync } from 'node:fs';
import { Refusal } from './refusal.ts';
import { findWriteTarget, type WriteTarget } from './write-target.ts';

/** The options that name files; `-` was made null where it means a stream. */
export interface NamedFiles {
  output: string | null;
  save: string | null;
  /** Read, not written. */
  from: string | null;
}

/**
 * Checks everything that a command will write before it sends anything: what cannot be kept is not gathered.
 * @param files paths as they were written
 * @throws Refusal with exit code 2 where they contradict each other, 3 where one cannot be written
 */
export function checkWriteTargets({ output, save, from }: NamedFiles): void {
  for (const [option, file] of Object.entries({ output, save, from }))
    if (file === '') throw new Refusal(2, `--${option} needs a file: its name is empty`);
  const written = output === null ? null : findWriteTarget(output);
  const saved = save === null ? null : findWriteTarget(save);
  if (written && saved && same(written, saved)) throw new Refusal(2, `--output and --save name the same file, ${save}`);
  if (written?.kind === 'file' && written.old && from !== null && same(written, findWriteTarget(from)))
    throw new Refusal(2, `--output and --from name the same file, ${from}: the evidence would be lost`);
  // The same as `--save -`.
  if (output === null && saved?.kind === 'descriptor' && saved.fd === 1)
    throw new Refusal(2, '--save needs a file: standard output holds the result');
}

/**
 * Refuses to write a result over what it is about.
 * @param output `--output`; null: standard output
 * @param inputs paths of files that were read
 * @throws Refusal with exit code 2
 */
export function refuseOverwriting(output: string | null, inputs: readonly string[]): void {
  if (output === null) return;
  const written = findWriteTarget(output);
  if (written.kind !== 'file' || !written.old) return;
  const { dev, ino } = written.old;
  const lost = inputs.find((file) => {
    const stats = statsOf(file);
    return stats?.dev === dev && stats.ino === ino;
  });
  if (lost !== undefined) throw new Refusal(2, `--output ${output} would overwrite what is checked`);
}

/** What cannot be looked at is told by whoever reads it. */
function statsOf(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}

function same(one: WriteTarget, other: WriteTarget): boolean {
  if (one.path === other.path) return true;
  if (one.kind !== 'file' || other.kind !== 'file' || !one.old || !other.old) return false;
  return one.old.dev === other.old.dev && one.old.ino === other.old.ino;
}
