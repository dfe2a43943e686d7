/** What `upgrade` says. Plain JSON; units and absence as in types.ts. */
import type { CheckPrediction, CheckSends, ConfigurationProblem, TrafficPrediction } from './check-types.ts';
import type { Severity } from './types.ts';

/** Where a server stands. */
export interface UpgradePlace {
  /** null: it is about the whole configuration. */
  proxy: string | null;
  /** null: it is about no single server. */
  server: string | null;
  file: string;
  line: number;
}

/** A server under one version. */
export type UpgradeState =
  | { check: CheckPrediction; traffic: TrafficPrediction[] }
  /** HAProxy does not start: what it refuses. */
  | { fatal: string }
  /** Only the other version has this server. */
  | { absent: true };

/** An edit, with the place where it goes. */
export interface UpgradeEdit {
  text: string;
  file: string;
  line: number;
  /** `add`: words join the line; `replace`: they take the place of others there; `line`: a line of its own next to it. */
  kind: 'add' | 'replace' | 'line';
  /** Of a new line: on which side of the other one. */
  where?: 'before' | 'after';
  because: string;
  /** First HAProxy version that knows it. */
  since: string;
}

/** Edits after which both versions do what the first one does today: tried on the text before they are offered. */
export interface UpgradeEdits {
  /** Empty: none is known. */
  edits: string[];
  editsAt: UpgradeEdit[];
}

/** A server whose check or traffic ends otherwise. */
export interface UpgradeChange extends UpgradePlace, UpgradeEdits {
  code: string;
  id: string;
  severity: Severity;
  before: UpgradeState;
  after: UpgradeState;
  because: string;
  docs: string;
}

/** Texts that change while the outcome stays: alerts may match on them. */
export interface UpgradeInfo extends UpgradePlace {
  code: string;
  /** `check`: infos of the health check; `traffic`: termination states of the log line. */
  of: 'check' | 'traffic';
  /** Of traffic: the name that the client asks for. */
  host?: string | null;
  severity: Severity;
  before: string[];
  after: string[];
  because: string;
}

/** What is sent to a server, of a check or of a client's request. */
export type UpgradeSent = Pick<CheckSends, 'tls' | 'sni' | 'alpn' | 'proxyProtocol' | 'request'>;

/** Something that is sent otherwise, while the outcome stays or is not known. */
export interface UpgradeSends extends UpgradePlace, UpgradeEdits {
  code: string;
  id: string;
  of: 'check' | 'traffic';
  /** Of traffic: the name that the client asks for. */
  host?: string | null;
  severity: Severity;
  /** null: nothing is sent. */
  before: UpgradeSent | null;
  after: UpgradeSent | null;
  because: string;
  docs: string;
}

/** A server of which it cannot be said whether it changes. */
export interface UpgradeUnknown extends UpgradePlace {
  of: 'check' | 'traffic' | 'both';
  /** What stands there. */
  text: string;
  because: string;
}

export interface UpgradeResult {
  schema: 'sni-doctor/upgrade/1';
  from: string;
  to: string;
  /** Whether what each of them does was measured, or is known from its documents. */
  basis: { from: 'measured' | 'documented'; to: 'measured' | 'documented' };
  direction: 'upgrade' | 'downgrade' | 'same';
  files: string[];
  /** Those that were compared, one for each address. */
  servers: (UpgradePlace & { proxy: string; server: string })[];
  changes: UpgradeChange[];
  infos: UpgradeInfo[];
  sends: UpgradeSends[];
  /** Lines that only the second version refuses or warns of. */
  new: ConfigurationProblem[];
  /** Lines that only the first version refuses or warns of. */
  removed: ConfigurationProblem[];
  /** Lines that both refuse. */
  refused: ConfigurationProblem[];
  unknown: UpgradeUnknown[];
  /** All edits as a unified diff; '' where there are none. */
  patch: string;
  /** 0: the text alone was judged. */
  connections: number;
  /** Local address that the connections came from. */
  connectedFrom: string | null;
  ms: number;
}
