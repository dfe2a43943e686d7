import type { CheckPrediction, TrafficPrediction } from '../../check-types.ts';
import type { LiveServer } from '../../triage-types.ts';
import type { Severity } from '../../types.ts';

/** One server of a live HAProxy with all that is known of it. */
export interface LiveSubject {
  live: LiveServer;
  /** What comes of a check and of clients' requests that are made from here as HAProxy makes them; null: none were. */
  predicted: { check: CheckPrediction; traffic: TrafficPrediction[] } | null;
  /** The errors that those connections show. */
  errors: readonly { code: string; title: string }[];
  /** Where the configuration, and the name server now, have it; null: not known. */
  written: Written | null;
}

/** Where a server is by its configuration. */
export interface Written {
  /** The name that stands for its addresses; null: the address itself is written. */
  name: string | null;
  /** Empty: the name does not resolve. */
  addresses: readonly string[];
  port: number | null;
  /** Whether HAProxy keeps asking for the name (`resolvers`). */
  followed: boolean;
  /** Whether HAProxy uses another place than these; false also where that is not known. */
  differs: boolean;
  /** Whether the server passes at the first of these addresses; null: it was not tried. */
  passes: boolean | null;
}

/** What was found, and why it matters here. */
export interface LiveShown {
  /** One or two sentences for people. */
  because: string;
  advice: string[];
  /** Where it differs from the cause's own. */
  severity?: Severity;
}

/** Something that a running HAProxy alone can show. */
export interface Live {
  id: string;
  code: string;
  title: string;
  severity: Severity;
  /**
   * @param subject the server
   * @returns what was found; null: nothing
   */
  found(subject: LiveSubject): LiveShown | null;
}
