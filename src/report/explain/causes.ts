import { faults } from '../../catalogue/faults/index.ts';
import { lints } from '../../catalogue/lints/index.ts';
import { lives } from '../../catalogue/live/index.ts';
import { needs } from '../../catalogue/needs/index.ts';
import { upgrades } from '../../catalogue/upgrades/index.ts';
import type { Cause } from '../../explain-types.ts';
import type { Severity } from '../../types.ts';
import type { Guess, Separation } from './symptom.ts';

/** One entry of the catalogue, whatever kind it is of. */
export interface Entry {
  code: string;
  id: string;
  title: string;
  severity: Severity;
  /** Path of its page in this package. */
  docs: string;
  /** What shows it. */
  by: Separation;
}

const entries: readonly Entry[] = [
  ...needs.map(({ id, ...need }) => entry({ ...need, id: `${id}-required`, severity: 'error' }, 'request')),
  ...faults.map((fault) => entry(fault, 'request')),
  ...lints.filter(({ id }) => !faults.some((fault) => fault.id === id)).map((lint) => entry(lint, 'configuration')),
  ...upgrades.map((upgrade) => entry(upgrade, 'versions')),
  ...lives.map((live) => entry(live, 'running')),
];

function entry(of: Pick<Entry, 'code' | 'id' | 'title' | 'severity'>, by: Separation): Entry {
  const { code, id, title, severity } = of;
  return { code, id, title, severity, docs: `docs/codes/${code}.md`, by };
}

const byWord = new Map(entries.flatMap((one) => [[one.code, one] as const, [one.id, one] as const]));

/**
 * An entry of the catalogue.
 * @param word its code or its id
 * @returns null: there is none
 */
export function entryOf(word: string): Entry | null {
  return byWord.get(word) ?? null;
}

/**
 * Makes possible reasons complete.
 * @param guesses by their ids
 * @returns the same with code, title and page, in the same order
 * @throws Error for an id that the catalogue lacks
 */
export function causesOf(guesses: readonly Guess[]): Cause[] {
  return guesses.map(([id, likelihood, because]) => {
    const found = entryOf(id);
    if (!found) throw new Error(`no entry of the catalogue is called ${id}`);
    const { code, title, docs } = found;
    return { code, id, title, likelihood, because, docs };
  });
}
