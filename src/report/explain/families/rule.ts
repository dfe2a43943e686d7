import type { Symptom } from '../symptom.ts';

/** Words of a piece of software, and what they tell. */
export interface Rule {
  /**
   * The parts that bear the meaning. Named groups become fields: `address`, `port` and `host` are of the peer that was
   * asked, never of a client.
   */
  pattern: RegExp;
  symptom: Symptom;
}

/** What one piece of software says. */
export interface Family {
  /** As the answer names it. */
  name: string;
  /** Words of which every text that a rule fits has at least one, each as it is really written: what keeps a log of others cheap. */
  hints: readonly string[];
  /** The first that fits counts: those that say more come first. */
  rules: readonly Rule[];
}
