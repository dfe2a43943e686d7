import type { Explained, ExplainKind } from '../../explain-types.ts';
import type { Symptom } from './symptom.ts';

/** Values by their names, as an answer has them. */
export type Fields = Explained['fields'];

/** Whom a text is about, as far as it says so; raw: checked where a command is made of it. */
export interface Subject {
  proxy?: string;
  server?: string;
  address?: string;
  port?: number;
  host?: string;
  file?: string;
}

/** What a text was understood as. */
export interface Reading {
  kind: ExplainKind;
  /** The same for texts that say the same, whatever server, time or duration they name. */
  key: string;
  fields: Fields;
  symptom: Symptom;
  subject: Subject;
  /** It tells of nothing that went wrong. */
  fine: boolean;
}

/**
 * Leaves out what a text does not say.
 * @param fields values, some of them undefined
 * @returns the others
 */
export function said(fields: Record<string, Fields[string] | undefined>): Fields {
  const given = Object.entries(fields).filter((entry): entry is [string, Fields[string]] => entry[1] !== undefined);
  return Object.fromEntries(given);
}
