import type { Settings } from '../haproxy/settings.ts';
import type { HaproxyVersion } from '../haproxy/versions.ts';
import type { Directive, NeedId, Severity } from '../types.ts';
import type { View } from './view.ts';

/** What shows that a need or a fault is there. */
export interface Shown {
  /** Ids of the observations. */
  evidence: string[];
  /** One or two sentences for people; nothing raw that a backend sent. */
  because: string;
  /** What to do where no HAProxy directive does it. */
  advice?: string[];
  /** Where it differs from the rule's own. */
  severity?: Severity;
}

/** Stands for a finding's code where the user made a request. */
export const requested = 'requested';

/** One word or line of a configuration, and what it changes. */
export interface Edit {
  directive: Directive;
  /** Not up for being left out, though nothing here may need it. */
  kept?: true;
  /** Edits are applied in this order: what every connection needs, what the check needs, what traffic needs, trust. */
  step: 'transport' | 'check' | 'traffic' | 'trust';
  apply(settings: Settings): Settings;
}

/** What a backend may require beside what a result lists as `needs`: told in its findings and remedy alone. */
export type FurtherNeedId = 'security-level' | 'curves' | 'no-server-name' | 'user-agent';

/** Something that this backend requires of whoever connects. */
export interface Need {
  id: NeedId | FurtherNeedId;
  code: string;
  title: string;
  /**
   * @returns what shows the need, with every earlier one satisfied; null: not needed, or not known
   */
  shown(view: View): Shown | null;
  /**
   * @returns the edits that meet it, for a backend that has the need; empty: no directive does
   */
  edits(view: View, version: HaproxyVersion): Edit[];
  /**
   * @returns whether the usual builds of a version meet it by themselves: then it is only a warning
   */
  absent?(version: HaproxyVersion): boolean;
  /**
   * @returns whether no directive meets it as things are: then the need itself is what is broken
   */
  unmet?(view: View): boolean;
}

/** Something that is wrong whatever a proxy sends, or worth knowing beside the needs. */
export interface Fault {
  id: string;
  code: string;
  title: string;
  severity: Severity;
  /**
   * @param remedy what is recommended; null: nothing is
   * @returns what shows the fault; null: it is not there
   */
  shown(view: View, remedy: Settings | null): Shown | null;
}
