import type { Explained, ExplainKind, Likelihood } from '../../../src/explain-types.ts';

/** A text with what is to be said of it. */
export interface Known {
  text: string;
  kind: ExplainKind;
  fields?: Explained['fields'];
  /** Id of the first cause; null: there is none. */
  cause: string | null;
  likelihood?: Likelihood;
  meaning?: RegExp;
  /** null: there is none. */
  command?: string | null;
}
