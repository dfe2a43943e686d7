import type { Change } from '../../haproxy/edit/change.ts';
import type { Settings } from '../../haproxy/settings.ts';
import type { Configuration } from '../../haproxy/syntax/tree.ts';
import type { ProbeResult, Question, Scope } from '../../types.ts';
import type { Outcomes } from '../check/outcome.ts';
import type { Target } from '../check/target.ts';

/** One change of a configuration with everything that is said of it. */
export interface CureEdit {
  change: Change;
  /** The proxy whose servers it serves. */
  proxy: string;
  /** Keys of the servers that it serves: `be/s1`. */
  servers: string[];
  scope: Scope;
  /** The words as they will stand there: `check-sni www.example.test`. */
  text: string;
  /** Code of the finding that asks for it. */
  because: string;
  /** First HAProxy version that knows it. */
  since: string;
  safety: 'safe' | 'review';
  /** Why it is to be looked at first, or why it is this one of two remedies: whole sentences. */
  notes: string[];
  /** It keeps what the configuration asks for and would lose by the other edits: it is not up for being left out. */
  kept?: true;
}

/** Edits that are applied all or none. */
export interface Cure {
  proxy: string;
  servers: string[];
  edits: CureEdit[];
  /** One edit to be looked at makes it all so. */
  safety: 'safe' | 'review';
}

/** A server that fails and that some HAProxy setting helps. */
export interface Patient {
  target: Target;
  outcomes: Outcomes;
  /** What its backend needs. */
  result: ProbeResult;
  question: Question;
  /** The settings that work for this backend from the barest line on; less may do in this configuration. */
  wanted: Settings;
  /** The configuration that it stands in. */
  configuration: Configuration;
}
