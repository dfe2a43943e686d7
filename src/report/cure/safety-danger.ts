import type { CureEdit, Patient } from './cure.ts';

/** What a line says, and what of it an edit says. */
export interface Said {
  /** The line as it will be; of one that goes, as it was. */
  line: string[];
  /** The words that come. */
  words: string[];
}

/**
 * What an edit can do besides what it is for.
 * @returns a sentence; null: nothing
 */
export type Danger = (said: Said, patient: Patient, edit: CureEdit) => string | null;
