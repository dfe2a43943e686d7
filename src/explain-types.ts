/** What `explain` says. Plain JSON. */

export type ExplainKind = 'haproxy-health' | 'haproxy-traffic' | 'haproxy-alert' | 'client-error' | 'code' | 'unknown';

export type Likelihood = 'certain' | 'likely' | 'possible';

/** One of our codes as the reason of what was read. */
export interface Cause {
  code: string;
  id: string;
  title: string;
  likelihood: Likelihood;
  because: string;
  docs: string;
}

/** One kind of text, however often it came. */
export interface Explained {
  /** The first of them as it was read, one line, bounded; raw: escape before showing. */
  text: string;
  count: number;
  kind: ExplainKind;
  /** What the text says, by name: `proxy`, `server`, `status`, `info`, … Nothing that it does not say. */
  fields: Record<string, string | number | boolean | null>;
  /** What was meant, in a sentence or two. */
  meaning: string;
  /** Ranked, the likeliest first; empty: nothing is wrong, or it is not known. */
  causes: Cause[];
  /** The one command that tells the causes apart; null: nothing is to be told apart. Words in capitals are for the reader to fill in. */
  separate: { command: string; because: string } | null;
  /** Servers that the same text was logged for (`be/s1`), at most 20; absent: none is named. */
  servers?: string[];
  /** How many servers there were; absent: none is named. */
  serverCount?: number;
}

export interface ExplainResult {
  schema: 'sni-doctor/explain/1';
  inputs: Explained[];
  /** Lines of standard input that say nothing of interest (traffic that went well, checks that passed). */
  passedOver: number;
}
