/** What `prove` and `upgrade` say. Plain JSON; units and absence as in types.ts. */

/** What a real HAProxy reported of a server's check. */
export interface ProvedCheck {
  /** `check_status`; null: the server has no check. */
  status: string | null;
  code: number | null;
  info: string;
  /** Whether HAProxy calls the server UP; null: it has no check. */
  up: boolean | null;
}

export interface ProvedServer {
  proxy: string;
  server: string;
  check: ProvedCheck;
  /** What clients received; several requests of a host that did not all get the same have an entry each. */
  traffic: ProvedTraffic[];
}

export interface ProvedTraffic {
  host: string | null;
  /** null: no HTTP came. */
  status: number | null;
  requests: number;
  /** Where no HTTP came and TLS stood: HAProxy's termination state; `--`: bytes were passed on both ways. */
  termination?: string;
}

/** One run of a real HAProxy. */
export interface ProvedRun {
  servers: ProvedServer[];
  /** Its own log lines, escaped. */
  log: string[];
}

/** What fails without one directive. */
export interface Ablation {
  directive: string;
  /** What a server comes to that works with it; `fatal`: HAProxy does not start; `unsafe`: what is not checked then. */
  without: {
    check?: Partial<ProvedCheck>;
    traffic?: { host: string | null; status: number | null }[];
    fatal?: string;
    unsafe?: string;
  };
  /** Servers that fail without it: `be/s1`. */
  servers: string[];
  needed: boolean;
  /** The user asked for it, needed or not. */
  requested?: true;
}

export interface ProveResult {
  schema: 'sni-doctor/prove/1';
  haproxyVersion: string;
  /** Path of the program that ran; the socket of the one that was running already. */
  binary: string;
  /** As things are; null: it was not run, or not possible (`partial` says why). */
  before: ProvedRun | null;
  /** With the change; the same as `before` where there is none. */
  after: ProvedRun;
  /** The directives of the change; absent: it was not looked at as such. */
  changes?: string[];
  /** Empty without `--ablate`. */
  ablation: Ablation[];
  /** What could not be shown on a running HAProxy, and why: whole sentences. */
  partial: string[];
  proved: boolean;
}
