import type { Observation, ProductSeen } from '../../types.ts';

/** How much a sign shows: a header can be written by anyone, a certificate that one program alone makes up cannot be had by chance. */
export type Likelihood = ProductSeen['likelihood'];

/** What is looked at; signs of different kinds that agree make certain what each of them alone makes likely. */
export type SignKind = 'header' | 'page' | 'certificate' | 'handshake';

/** Something that a product says of itself in an answer. */
export interface Sign {
  kind: SignKind;
  likelihood: Likelihood;
  /** What it is, after "by": `its Server header`. */
  what: string;
  /**
   * @returns whether an observation shows it; looks at a bounded number of characters
   */
  seen(o: Observation): boolean;
}

/** What to do at the product, as one sentence in its own words; NAME stands for the host. */
export interface Words {
  text: string;
  /** They are for this alert or status alone, in what the finding rests on; absent: for all. */
  alert?: number;
  status?: number;
}

/** Something that people put HAProxy in front of, by what it answers and by what mends it there. */
export interface Product {
  id: string;
  name: string;
  /** Ids of what it is made of: where this one is recognised, those are not named beside it. */
  madeOf?: readonly string[];
  /** It is only ever met at the outer end, as content delivery networks and cloud balancers are. */
  outermost?: true;
  signs: readonly Sign[];
  /** By id of the finding; what comes first is the shortest way. */
  remedies: Readonly<Record<string, readonly (string | Words)[]>>;
}
