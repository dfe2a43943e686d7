/** What `check` says of a configuration. Plain JSON; units and absence as in types.ts. */
import type { CheckOutcome, Mode, NeedId, ProxyHeader, Scope, Severity, TrafficOutcome } from './types.ts';

/** What a configuration makes HAProxy send for a check. */
export interface CheckSends {
  port: number;
  tls: boolean;
  sni: string | null;
  /** Protocols as in the configuration (`h2,http/1.1`); null: no ALPN extension. */
  alpn: string | null;
  proxyProtocol: ProxyHeader | null;
  /** The bytes of the request, as HTTP/1 writes them; null: none is sent. */
  request: string | null;
}

/** What HAProxy will report of a server's health check. */
export interface CheckPrediction {
  /** null: there is no check, or it was not asked (`--offline`), or is not known (`unknown` says why). */
  status: string | null;
  code: number | null;
  info: string[];
  /** null without a check, or where nothing was asked. */
  up: boolean | null;
  alternatives: CheckOutcome[];
  /** null: there is no check, or what it sends is not known. */
  sends: CheckSends | null;
  /** How long the backend took, in ms; null: nothing was asked. */
  ms: number | null;
}

/** What a client of HAProxy will receive. */
export interface TrafficPrediction {
  /** The name that the client asks for; null: none is known, its Host is ADDRESS:PORT. */
  host: string | null;
  status: number | null;
  /** null: not asked, or not known. */
  termination: string | null;
  alternatives: TrafficOutcome[];
  /** null: nothing reaches the server, or what does is not known. */
  sends: { tls: boolean; sni: string | null; host: string | null } | null;
}

/** Something of the configuration that decides and that is not known. */
export interface UnknownPart {
  file: string;
  line: number;
  text: string;
  because: string;
  /** What it leaves open; absent: nothing, but a connection from here is not quite HAProxy's. */
  affects?: 'check' | 'traffic' | 'both';
}

export interface CheckedServer {
  proxy: string;
  server: string;
  file: string;
  line: number;
  /** null: not known, or no TCP address. A name that stands for several addresses has an entry for each. */
  address: string | null;
  port: number | null;
  mode: Mode | 'other';
  check: CheckPrediction;
  traffic: TrafficPrediction[];
  needs: NeedId[];
  unknown: UnknownPart[];
  /** Keys of its findings. */
  findings: string[];
}

export interface CheckFinding {
  /** `SNI101:be/s1`; unique in a result. */
  key: string;
  code: string;
  id: string;
  /** Absent: it is about the whole configuration. */
  proxy?: string;
  server?: string;
  file: string;
  line: number;
  severity: Severity;
  title: string;
  because: string;
  /** Whether an edit of the configuration mends it. */
  fixable: boolean;
  advice?: string[];
  docs: string;
}

export interface CheckEdit {
  proxy: string;
  server: string;
  file: string;
  line: number;
  /** The line that it takes the place of, or whose words; absent: it is added. */
  replaces?: number;
  /** The words that give way, or go; absent: it is added. */
  instead?: string;
  scope: Scope;
  text: string;
  because: string;
  since: string;
  safety: 'safe' | 'review';
  /** Why it is to be looked at first, or why it is this one of two remedies. */
  notes?: string[];
}

/** A server that fails and that no edit helps. */
export interface LeftServer {
  proxy: string;
  server: string;
  because: string;
}

/** A line that HAProxy would refuse, or that could not be read. */
export interface ConfigurationProblem {
  file: string;
  line: number;
  column: number;
  word: string;
  message: string;
  severity: 'fatal' | 'warning';
}

export interface CheckResult {
  schema: 'sni-doctor/check/1';
  haproxyVersion: string;
  haproxyVersionFrom: 'flag' | 'path' | 'default';
  basis: 'measured' | 'documented';
  files: string[];
  servers: CheckedServer[];
  findings: CheckFinding[];
  edits: CheckEdit[];
  /** Unified diff of all edits; '': there are none. */
  patch: string;
  /** Servers that fail and that no edit helps. */
  left: LeftServer[];
  /** `--fix`: the files that were replaced, and what the old ones are called now; the rest is what is left. */
  written?: { file: string; backup: string }[];
  problems: ConfigurationProblem[];
  connections: number;
  from: string | null;
  ms: number;
}
