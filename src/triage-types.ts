/** What `triage` gathers of a live HAProxy, and what it says. Plain JSON; texts of HAProxy's are raw: escape before showing. */
import type { CheckEdit, UnknownPart } from './check-types.ts';
import type { Directive, Severity } from './types.ts';

export type TriageSource = 'socket' | 'stats' | 'log';

/** One server as HAProxy itself has it now. */
export interface LiveServer {
  proxy: string;
  server: string;
  /** IPv4 or IPv6 literal in use; null: none is known (a log, a UNIX socket, not resolved yet). */
  address: string | null;
  port: number | null;
  /** It is reached over a UNIX socket: its path, '' where HAProxy does not say it (it never does); absent: it is none, or not known. */
  unix?: string;
  /** The name that HAProxy has its address from, resolved when it started or since; null: none, or not known. */
  fqdn: string | null;
  /** The SRV record that address and port are resolved from; absent: none. */
  srvRecord?: string;
  /** The server whose check it follows (`be/s1`); absent: none. */
  tracks?: string;
  /** What its agent said last; absent: it has none. */
  agent?: { status: string; info: string | null };
  /** Whether traffic is http or tcp; null: not known. */
  mode: 'http' | 'tcp' | null;
  /** As in `show stat`: `UP`, `UP 1/3`, `DOWN`, `DOWN (agent)`, `MAINT`, `MAINT (resolution)`, `DRAIN`, `NOLB`, `no check`; from a log the last one said, `unknown` where only its traffic is known. */
  state: string;
  /** HAProxy's `check_status` without the `* ` of a check that runs; null: no check, or not known. */
  status: string | null;
  code: number | null;
  /** `last_chk`, as in `info: "…"` of a log; null: none. */
  info: string | null;
  durationMs: number | null;
  /** How often checks failed, and how often the server went down; null: not known. */
  failedChecks: number | null;
  timesDown: number | null;
  /** Seconds since the last change of state; null: not known. */
  sinceChange: number | null;
  /** Traffic of this server that failed: connections, responses, and answers 5xx; null: not known. */
  traffic: { sessions: number; connectionErrors: number; responseErrors: number; status5xx: number } | null;
  /** Termination states of this server's failed traffic, and how often each was logged; from a log alone. */
  terminations?: Record<string, number>;
  /** Statuses of 400 and above that clients got while this server was theirs, and how often; from a log alone. */
  statuses?: Record<string, number>;
}

/** A live HAProxy. */
export interface LiveState {
  source: TriageSource;
  /** As the user wrote it, or where it was found. */
  from: string;
  /** `3.2.26` as HAProxy says; null: it does not (a log). */
  version: string | null;
  pid: number | null;
  uptimeSeconds: number | null;
  servers: LiveServer[];
  /** What could not be read, in a sentence each. */
  notes: string[];
}

export interface TriagedServer {
  proxy: string;
  server: string;
  address: string | null;
  port: number | null;
  state: string;
  status: string | null;
  code: number | null;
  info: string | null;
  host: string | null;
  /** What made it one of the group, in a sentence. */
  because: string;
  file?: string;
  line?: number;
}

/** All servers with one cause. */
export interface TriageGroup {
  code: string;
  id: string;
  title: string;
  severity: Severity;
  servers: TriagedServer[];
  /** What mends it; null: nothing in HAProxy's configuration does, or the configuration is not known. */
  remedy: {
    /** The words that are the same for all of them, each once. */
    directives: Directive[];
    /** By server, where the configuration is known. */
    edits: CheckEdit[];
  } | null;
  advice: string[];
  docs: string;
}

export interface TriageResult {
  schema: 'sni-doctor/triage/1';
  haproxyVersion: string;
  haproxyVersionFrom: 'flag' | 'process' | 'path' | 'default';
  source: TriageSource;
  from: string;
  /** Configuration files that were joined; empty: none is known. */
  files: string[];
  servers: { total: number; up: number; down: number; other: number };
  /** Worst first. */
  groups: TriageGroup[];
  /** Servers that fail and that no known cause explains, or that could not be asked, and why. */
  unexplained: (TriagedServer & { unknown: UnknownPart[] })[];
  notes: string[];
  connections: number;
  ms: number;
}
