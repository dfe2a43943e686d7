import type { CheckEdit, UnknownPart } from '../../check-types.ts';
import type { Place } from '../../haproxy/syntax/tree.ts';
import type { LiveServer } from '../../triage-types.ts';
import type { Directive, Severity } from '../../types.ts';

/** One of our codes as the cause of what a server does. */
export interface NamedCause {
  code: string;
  id: string;
  title: string;
  severity: Severity;
  /** Why it is this server's. */
  because: string;
  advice: string[];
  docs: string;
}

/** One server with what was found of it. */
export interface Case {
  live: LiveServer;
  /** Name that was asked for; null: none. */
  host: string | null;
  /** Where the configuration has it; null: it does not, or none is known. */
  at: Place | null;
  /** In the order in which a connection meets them. */
  causes: NamedCause[];
  /** What mends it in its configuration. */
  edits: CheckEdit[];
  /** What mends it where its configuration is not known. */
  directives: Directive[];
  unknown: UnknownPart[];
  /** Why nothing explains it, or why it was not asked; null: its causes do, or nothing is wrong. */
  unexplained: string | null;
}
