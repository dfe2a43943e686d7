import type { Cure } from '../report/cure/cure.ts';
import { count, someOf } from '../report/formats/check-words.ts';
import type { Choice } from './fix-choose.ts';
import type { Written } from './fix-write.ts';

/**
 * What was written.
 * @param written the files
 * @param cures whose edits they got
 * @returns a sentence a file
 */
export function toldWritten(written: readonly Written[], cures: readonly Cure[]): string[] {
  const places = cures.flatMap(({ edits }) => edits.map(({ change }) => change.at.file));
  return written.map(({ file, backup }) => {
    const edits = places.filter((place) => place === file).length;
    return `${file}: ${count(edits, 'edit')} written; the old file is ${backup}`;
  });
}

/**
 * What was not written, and why.
 * @param choice what became of the cures
 * @returns a sentence for each group of servers that are told the same
 */
export function toldLeft({ review, managed }: Omit<Choice, 'written'>): string[] {
  const programs = new Map(managed.map(({ file, by }) => [file, by]));
  const ofFile = (file: string) => managed.filter((one) => one.file === file).map(({ cure }) => cure);
  return [
    ...(review.length === 0
      ? []
      : [`not written, since it is to be looked at first: ${servers(review)}; --fix-all writes that too`]),
    ...[...programs].map(
      ([file, { program, instead }]) =>
        `not written, since ${program} writes ${file} and would undo it: ${servers(ofFile(file))}; change there: ${instead}`,
    ),
  ];
}

function servers(cures: readonly Cure[]): string {
  return someOf([...new Set(cures.flatMap((cure) => cure.servers))], (one) => one, false);
}
