import type { CheckPrediction, TrafficPrediction } from '../check-types.ts';
import type { NamedFiles } from '../file-facts.ts';
import type { Model, ProxySection, RequestRule, Server } from '../haproxy/model/types.ts';
import type { Seen, Sent } from '../haproxy/sent.ts';
import type { Place } from '../haproxy/syntax/tree.ts';
import type { HaproxyVersion } from '../haproxy/versions.ts';
import type { Severity } from '../types.ts';

/** One server with all that is known of it. */
export interface Subject {
  model: Model;
  proxy: ProxySection;
  server: Server;
  version: HaproxyVersion;
  sent: Sent;
  /** null: nothing was asked (`--offline`). */
  seen: Seen | null;
  /** Rules of the backend without which HAProxy sends the same, or the backend answers the same. */
  spare: { rule: RequestRule; sameRequest: boolean }[];
  predicted: { check: CheckPrediction; traffic: TrafficPrediction[] };
  /** What the files hold that the configuration names (`ca-file`, `crl-file`, `crt`). */
  named: NamedFiles;
}

/** Where a lint was found, and why it matters here. */
export interface LintShown {
  /** The line to look at. */
  at: Place;
  /** One or two sentences for people; nothing raw that a backend sent. */
  because: string;
  /** What to write instead, or what else to do. */
  advice: string[];
  /** Whether an edit of the configuration mends it. */
  fixable: boolean;
  /** Where it differs from the lint's own. */
  severity?: Severity;
}

/** Something wrong in the text of a configuration, or a check that is green while traffic fails or is unsafe. */
export interface Lint {
  id: string;
  code: string;
  title: string;
  severity: Severity;
  /**
   * @param subject the server
   * @returns what was found, at most once a server; null: nothing
   */
  found(subject: Subject): LintShown | null;
}
