/**
 * What a configuration means: the effective settings of every proxy and server, with the lines they come from.
 * Nothing here has been interpreted for a request or a check yet; `sends.ts` does that.
 */
import type { Place, Problem, Word } from '../syntax/tree.ts';

/** Something that decides what is sent or reported and that the model does not know. */
export interface Unknown extends Place {
  /** The words concerned, as they stand there. */
  text: string;
  /** Why: `environment variable BACKEND is not set`, `converter regsub with flags`. */
  because: string;
  /** What it makes unknowable. */
  affects: 'check' | 'traffic' | 'both';
  /** It decides only for a check that comes to the rule it stands in. */
  late?: true;
}

/** One keyword of a `server` line in force, wherever it came from. */
export interface Setting {
  /** As it is written: `send-proxy-v2`. */
  keyword: string;
  args: Word[];
  at: Place;
  /** It comes from a `default-server` line. */
  inherited: boolean;
}

export type ServerAddress =
  | { kind: 'ip'; address: string; port: ServerPort }
  /** `family`: only addresses of it (`ipv4@`, `tcp6@`). */
  | { kind: 'name'; name: string; port: ServerPort; family?: 4 | 6 }
  /** `unix@`, `abns@`, `fd@`, `rhttp@`, `quic4@`, ...: nothing that a TCP connection can be made to. */
  | { kind: 'other'; text: string };

/** A number; null: none is given; `offset`: `+N` or `-N`, counted from the port that the client came to. */
export type ServerPort = number | null | { offset: number };

/**
 * One server with everything that is in force for it. `settings` is keyed by the canonical keyword: that of the feature
 * without `no-` (`no-ssl` removes `ssl`; `send-proxy`, `send-proxy-v2`, `send-proxy-v2-ssl`, ... all stand under
 * `send-proxy`; `ssl-min-ver`, `force-tlsv12`, `no-tlsv13`, ... stand under themselves, in order, in `versions`).
 * Where being switched off is more than being absent, the negation stands under its own name and the feature does not:
 * `no-check-ssl`, `no-sni-auto`, `no-check-sni-auto`, `no-ssl-reuse`, `no-tls-tickets`, `no-renegotiate`, `non-stick`,
 * and `no-ssl` against a `default-server` with `ssl`.
 * What the `global` section says of ciphers, curves, signature algorithms and TLS versions is in the settings of each
 * server that HAProxy applies it to (where `ssl` or `check-ssl` is read below it), and not in those of others.
 * What HAProxy accepts in `default-server` but then does not hand on to servers is not there (`check-proto`, `curves`).
 */
export interface Server {
  proxy: string;
  name: string;
  at: Place;
  address: ServerAddress;
  settings: ReadonlyMap<string, Setting>;
  /** Keywords that bound the TLS version, in the order in which they are applied. */
  versions: readonly Setting[];
  /** The check of its `healthcheck NAME` (3.4); null: that of its proxy. */
  ownCheck: HealthCheck | null;
  unknown: Unknown[];
}

// ── Health checks ────────────────────────────────────────────────────────────────────────────────

export type CheckType =
  /** No option at all: a TCP connection, and a handshake over TLS. */
  | 'none'
  | 'httpchk'
  | 'tcp-check'
  | 'ssl-hello-chk'
  | 'smtpchk'
  | 'mysql-check'
  | 'pgsql-check'
  | 'redis-check'
  | 'ldap-check'
  | 'spop-check'
  | 'external-check';

/** The rules of a check as HAProxy of a version runs them, after merging `option httpchk` and `http-check send`. */
export interface HealthCheck {
  type: CheckType;
  /** Line of the option in force; null: there is none. */
  at: Place | null;
  /** The option stands in a `defaults` section. */
  inherited: boolean;
  rules: CheckRule[];
  disableOn404: boolean;
  sendState: boolean;
  unknown: Unknown[];
}

export type CheckRule = CheckConnect | CheckSend | CheckBytes | CheckExpect | CheckOther;

interface RuleBase {
  at: Place;
  /** Its own, or that of a `comment` rule before it. */
  comment: string | null;
  /** The number that HAProxy's infos give it (`at step 2`): not always its place among the rules. */
  step: number;
}

/** `http-check connect`, `tcp-check connect`. Where none stands first HAProxy makes one: not listed here. */
export interface CheckConnect extends RuleBase {
  action: 'connect';
  /** `default`: transport of the server line. */
  default: boolean;
  port: number | null;
  addr: string | null;
  ssl: boolean;
  sni: string | null;
  alpn: string | null;
  proto: string | null;
  sendProxy: boolean;
  viaSocks4: boolean;
}

/** What is sent of an HTTP check, log-format taken apart where it is constant. */
export interface CheckSend extends RuleBase {
  action: 'send';
  method: string;
  uri: string;
  /** `HTTP/1.0`. */
  version: string;
  headers: [name: string, value: string][];
  body: string | null;
  /** It was made of `option httpchk` alone. */
  fromOption: boolean;
}

/** `tcp-check send`, `send-binary`: bytes as latin1. */
export interface CheckBytes extends RuleBase {
  action: 'bytes';
  bytes: string;
}

export interface CheckExpect extends RuleBase {
  action: 'expect';
  negated: boolean;
  match:
    | { kind: 'status'; list: string }
    | { kind: 'rstatus'; pattern: string }
    /** `format`: it was written as log-format text. */
    | { kind: 'string' | 'rstring' | 'binary' | 'rbinary'; pattern: string; format?: true }
    /** `hdr`, `fhdr`: name and value each `str`, `beg`, `end`, `sub`, `reg`; value null: any. */
    | {
        kind: 'hdr' | 'fhdr';
        name: { how: string; pattern: string };
        value: { how: string; pattern: string } | null;
      };
  minRecv: number | null;
  okStatus: string | null;
  errorStatus: string | null;
  toutStatus: string | null;
  /** Log-format text as written: see `constantFormat`. */
  onSuccess: string | null;
  onError: string | null;
  /** Sample expression that gives the code, as written. */
  statusCode: string | null;
  /** HAProxy's own default rule (`status 200-399`): nobody wrote it. */
  implicit: boolean;
  /** What of it cannot be known before HAProxy checks. */
  open: readonly ('match' | 'onSuccess' | 'onError' | 'statusCode')[];
}

/** `set-var`, `unset-var`, `comment`: sends nothing. */
export interface CheckOther extends RuleBase {
  action: 'other';
}

// ── Requests ─────────────────────────────────────────────────────────────────────────────────────

/** A rule with its condition as written; null: none. */
export interface ConditionWords {
  unless: boolean;
  words: Word[];
}

/** `http-request ACTION ...` in order. */
export interface RequestRule {
  /** `set-header`, `del-header`, `redirect`, `deny`, `set-var(txn.x)`, ... */
  action: string;
  args: Word[];
  condition: ConditionWords | null;
  at: Place;
}

/** `acl NAME CRITERION [flags] VALUES`. */
export interface Acl {
  name: string;
  words: Word[];
  at: Place;
}

/** `use_backend NAME if ...`. */
export interface Route {
  backend: Word;
  condition: ConditionWords | null;
  at: Place;
}

export interface Bind {
  at: Place;
  /** As written: `:443`, `127.0.0.1:8080,127.0.0.1:8081`. */
  address: string;
  ssl: boolean;
  words: Word[];
}

export type ProxyMode = 'http' | 'tcp' | 'other';

/** `frontend`, `backend` or `listen`, with everything inherited from its `defaults`. */
export interface ProxySection {
  kind: 'frontend' | 'backend' | 'listen';
  name: string;
  at: Place;
  mode: ProxyMode;
  /** In ms; null: not set. */
  timeouts: { connect: number | null; check: number | null; server: number | null };
  /** `option`s that are on, by name; `option httpchk` and its kin are in `check`. */
  options: ReadonlyMap<string, Place>;
  check: HealthCheck;
  /** `http-check` (or `tcp-check`) rules that HAProxy ignores, because no option asks for them. */
  ignoredChecks: Place[];
  /** The check rules that a defaults section had, and that rules of this proxy's own replaced. */
  lostChecks: HealthCheck | null;
  binds: Bind[];
  acls: Acl[];
  /** `http-request` rules, `reqadd` and its kind left out (refused since 2.1). */
  requestRules: RequestRule[];
  /** `tcp-request`, `http-response`, `http-after-response`, `filter`, ...: kept for those who look for them. */
  otherRules: { keyword: string; words: Word[]; at: Place }[];
  routes: Route[];
  /** null: none. */
  defaultBackend: { name: Word; at: Place } | null;
  httpSendNameHeader: { name: string; at: Place } | null;
  /** `source` of the proxy. */
  source: { words: Word[]; at: Place } | null;
  servers: Server[];
  unknown: Unknown[];
}

/**
 * What the `global` section says of servers' TLS, as written: what of it applies to a server stands in the settings of that
 * server.
 */
export interface Globals {
  /** `ssl-server-verify none`. */
  verifyNone: boolean;
  /** `ssl-default-server-options`, word by word, and the lists of the directives that have one. */
  serverOptions: Word[];
  serverCiphers: string | null;
  serverCiphersuites: string | null;
  serverCurves: string | null;
  serverSigalgs: string | null;
  caBase: string | null;
  crtBase: string | null;
  /** `tune.bufsize` in bytes; null: 16384. */
  bufsize: number | null;
  /** `maxrewrite`; null: 1024. */
  maxrewrite: number | null;
  /** `setenv`, `presetenv`, ... are applied while words are read; here for those who ask. */
  unknown: Unknown[];
  /** `ssl-security-level` (3.0), for all connections wherever it stands; absent: that of the TLS library. */
  securityLevel?: number;
  /** The environment that HAProxy runs in, for the sample fetch `env()`; absent: not known. */
  environment?: ReadonlyMap<string, string>;
}

export interface Model {
  globals: Globals;
  proxies: ProxySection[];
  /** Of syntax and of meaning, in the order of the files. */
  problems: Problem[];
}
