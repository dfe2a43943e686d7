/**
 * The vocabulary of sni-doctor. Everything here is plain JSON: it can be saved, sent and judged again.
 *
 *   Question → Plan → Observation → Evidence → needs, faults → Remedy → ProbeResult
 *
 * Units: times are milliseconds, dates are ISO 8601 in UTC. An absent field does not apply;
 * `null` means that it was looked at and there is none.
 */

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
export type ProxyHeader = 'v1' | 'v2';
export type Mode = 'http' | 'tcp';

// ── What is asked ────────────────────────────────────────────────────────────────────────────────

/** What the user wants to know of one address, under one name. */
export interface Question {
  /** IPv4 or IPv6 literal; names are resolved before a question is put. */
  address: string;
  port: number;
  /** Where clear-text HTTP is expected beside `port`; null: not asked. */
  httpPort: number | null;
  /** The name that the question is about, as the user gave it; null: none is known. */
  host: string | null;
  /** Server name to send (RFC 6066); null: none is to be sent. */
  sni: string | null;
  /** Host header to send; null: none is to be sent. */
  hostHeader: string | null;
  /** The name that clients use towards HAProxy, where it differs from `hostHeader`. */
  publicHost: string | null;
  path: string;
  method: string;
  /** HAProxy's own words of `http-check expect` (`status 200`); null: HAProxy's default, 200 to 399. */
  expect: string | null;
  /** The user asked for `X-Forwarded-Proto: https` on every request. */
  forwardedProto: boolean;
  mode: Mode;
  /** A PROXY protocol header that the user asked for. */
  proxy: ProxyHeader | null;
  /** Client certificate and key, as paths: their content never enters the evidence. */
  certificate: { certFile: string; keyFile: string } | null;
  /** Path of the CA file to trust; null: the system's certificate authorities. */
  caFile: string | null;
  /** Local address to connect from; null: the system's choice. */
  source: string | null;
  /** The most that one exchange may take. */
  timeout: number;
  /** One connection at a time, and none that an intrusion detector would take for an attack. */
  gentle: boolean;
}

// ── One connection ───────────────────────────────────────────────────────────────────────────────

/** One connection, described in full. Two equal plans are performed once. */
export interface Plan {
  address: string;
  port: number;
  source: string | null;
  /** PROXY protocol header sent before anything else. */
  proxy: ProxyHeader | null;
  /** null: clear text. */
  tls: TlsPlan | null;
  /** null: nothing is sent once the transport stands. */
  request: RequestPlan | null;
  /** Bytes said and waited for in place of a request (`tcp-check send`, `expect`); absent: none. */
  dialogue?: DialogueStep[];
  /** The same connection a second time, to see whether it comes out the same. */
  again?: true;
}

/** One step of a conversation that is not HTTP; bytes and patterns as latin1. */
export type DialogueStep = { send: string } | { expect: BytesPattern };

/** What bytes are to contain (HAProxy manual, `tcp-check expect`). */
export interface BytesPattern {
  /** `rbinary` looks at the bytes' upper-case hex digits. */
  kind: 'string' | 'rstring' | 'binary' | 'rbinary';
  pattern: string;
  negated: boolean;
  /** `min-recv`; null: a pattern that is not found yet is waited for. */
  minRecv: number | null;
}

export interface TlsPlan {
  /** null: no server_name extension at all. */
  servername: string | null;
  /** Protocols of the ALPN extension (RFC 7301), in order; empty: no extension. */
  alpn: string[];
  minVersion: TlsVersion;
  maxVersion: TlsVersion;
  /** OpenSSL security level: HAProxy on Debian runs at 2. */
  securityLevel: number;
  /** OpenSSL cipher list for TLS 1.2 and below; null: `DEFAULT`. */
  ciphers: string | null;
  /** OpenSSL groups list (`X25519:P-256`); null: the default of OpenSSL 3.0, without post-quantum ones. */
  groups: string | null;
  /**
   * In place of a handshake one ClientHello of our own, as large as that of OpenSSL 3.5, and the first answer to it:
   * with its post-quantum key share, or with classic ones and padding (RFC 7685); or a small one for TLS 1.3 with an
   * Encrypted ClientHello that nobody can open (RFC 9849, section 6.2). Absent: a handshake.
   */
  hello?: 'X25519MLKEM768' | 'padded' | 'ech';
  certificate: { certFile: string; keyFile: string } | null;
  /** Path of the CA file to trust; null: the system's. */
  caFile: string | null;
  /** Path of revocation lists, one of which every certificate of the chain needs then (`crl-file`); absent: none. */
  crlFile?: string;
}

export interface RequestPlan {
  /** What stands in the request line; `2` is sent as an HTTP/2 request. */
  version: '1.0' | '1.1' | '2';
  /** Stands there in place of `HTTP/1.0`: a configuration can ask for anything. */
  written?: string;
  method: string;
  path: string;
  /** Exactly these, in this order; nothing is added. A `host` becomes `:authority` over HTTP/2. */
  headers: [name: string, value: string][];
  /** As latin1; absent: none. */
  body?: string;
  /** It becomes an HTTP/2 request where ALPN chose `h2`. */
  byAlpn?: true;
  /** The whole answer matters: all of its headers, and as much of its body as HAProxy's buffer holds. */
  whole?: true;
}

/** A plan with the name under which its observation is reported. */
export interface NamedPlan {
  id: string;
  /** What it shows, for people: `TLS, no server name`. */
  title: string;
  plan: Plan;
}

export type Stage = 'resolve' | 'connect' | 'proxy' | 'tls' | 'http';

export type FailureKind =
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'reset'
  | 'closed'
  | 'alert'
  | 'local'
  | 'not-tls'
  | 'not-http'
  | 'protocol';

export interface Failure {
  kind: FailureKind;
  stage: Stage;
  /** One sentence for people; holds nothing raw that the peer sent. */
  message: string;
  /** The TLS alert that ended the connection (RFC 8446, section 6). */
  alert: { number: number; name: string } | null;
  /** Error code of Node or OpenSSL (`ECONNRESET`, `ERR_SSL_DH_KEY_TOO_SMALL`), or of our reader of HTTP/1 (`HTTP1_MALFORMED`). */
  code: string | null;
  /** The first bytes that came instead of what was expected, as latin1; raw: escape before showing. */
  received: string | null;
  /** A handshake that failed after the backend had asked for a client certificate, and under which authorities. */
  clientCertificate?: { authorities: string[] };
}

/** What one plan brought. A refusal is an observation like any other; nothing is judged here. */
export interface Observation {
  id: string;
  title: string;
  plan: Plan;
  outcome: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped. */
  because?: string;
  /** From the first SYN to the end. */
  ms: number;
  /** When each stage was complete, counted from the start; absent: not reached. */
  at?: { connect?: number; tls?: number; http?: number };
  failure?: Failure;
  /** Of a plan with a ClientHello alone: the handshake message that answered it. */
  answer?: 'ServerHello' | 'HelloRetryRequest';
  /** Of one with an Encrypted ClientHello: whether the backend sent keys for a better one, or passed it over. */
  ech?: 'keys' | 'none';
  /** Of a plan with a dialogue: how many of its steps were done, and what had come in for the last one (latin1). */
  dialogue?: { done: number; received: string };
  /** Of a handshake that was not completed (`at.tls` is absent): as far as it came. */
  tls?: TlsFacts;
  http?: HttpFacts;
}

export interface TlsFacts {
  version: TlsVersion;
  cipher: string;
  alpn: string | null;
  sni: string | null;
  /** The certificates that the backend presented, leaf first, in its order: nothing completed locally. */
  chain: CertificateFacts[];
  /** Whether the chain leads to a trusted authority (`plan.tls.caFile`, else the system's), whatever the name. */
  trusted: boolean;
  /** OpenSSL's word for why not (`DEPTH_ZERO_SELF_SIGNED_CERT`); null: trusted. */
  reason: string | null;
  /** Whether the leaf names the host asked for; null: no host was asked for. */
  matchesHost: boolean | null;
  /** Whether the backend asked for a client certificate, and under which authorities; null: it did not. */
  clientCertificate: { authorities: string[] } | null;
}

export interface CertificateFacts {
  subject: string;
  /** dNSName and iPAddress subject alternative names. */
  names: string[];
  /** The subject's common names. */
  commonNames: string[];
  issuer: string;
  notBefore: string;
  notAfter: string;
  /** SHA-256 of the DER form, lower-case hex. */
  sha256: string;
  selfSigned: boolean;
  /** Whether it says where its issuer can be fetched (authority information access). */
  namesIssuerUrl: boolean;
}

export interface HttpFacts {
  version: string;
  status: number;
  reason: string;
  /** Lower-case names; only those that matter to a diagnosis. */
  headers: Record<string, string>;
  /** The first bytes, as latin1; raw: escape before showing. */
  body: string;
  /** Interim answers (1xx but for 101) that came first, at most eight; absent: none. HAProxy's checks take the first. */
  interim?: { status: number; reason: string }[];
  /** Bytes that the header section takes up in HAProxy's buffer; only where that is more than some version allows. */
  headSize?: number;
  /** What a plan with `whole` asks for: every header line, and the body's bytes (latin1), complete or cut. */
  whole?: { headers: [name: string, value: string][]; body: string; complete: boolean };
}

/** Everything that was seen of one target: enough to judge it again without a network. */
export interface Evidence {
  schema: 'sni-doctor/evidence/1';
  question: Question;
  observations: Observation[];
  /** Connections opened. */
  connections: number;
  /** Local address that the connections came from; null: none came about. */
  from: string | null;
  /** When it was gathered. */
  at: string;
  /** How long the connections took, all together. */
  ms: number;
  /** The backend cut connections made side by side: this was gathered one after the other. */
  limited?: true;
  /** What the DNS says of the host beside its addresses; absent: it was not asked, or did not answer. */
  https?: HttpsPromises;
  /** With `--repeat`: how often each plan was performed and how often it failed. */
  repeats?: { id: string; runs: number; failed: number; kinds: FailureKind[] }[];
}

/** The HTTPS records of a host (RFC 9460), which clients act on before they connect. */
export interface HttpsPromises {
  /** The name that was asked for: that of the host, or `_8443._https.` before it. */
  name: string;
  /** In order of preference; empty: there are none. */
  records: HttpsRecord[];
  /** The addresses of the first record's target, as the same resolver gave them; IPv6 with all of its groups. */
  addresses: string[];
}

/** What one record promises. */
export interface HttpsRecord {
  /** 0: it only names another name. */
  priority: number;
  /** Where the service is; the name itself where the record says so. */
  target: string;
  /** As in the record; `http/1.1` goes without saying unless `noDefaultAlpn`. */
  alpn: string[];
  noDefaultAlpn: boolean;
  /** null: that of the URL. */
  port: number | null;
  /** IPv4 and IPv6 addresses to begin with; IPv6 with all of its groups. */
  hints: string[];
  /** Outer names of Encrypted ClientHello (RFC 9849); null: none is offered. */
  ech: string[] | null;
}

// ── What follows from it ─────────────────────────────────────────────────────────────────────────

/** What a backend may require of whoever connects, in the order in which a connection meets it. */
export type NeedId =
  | 'proxy-protocol'
  | 'tls'
  | 'tls-version'
  | 'sni'
  | 'alpn'
  | 'client-certificate'
  | 'host'
  | 'method'
  | 'http-version'
  | 'forwarded-proto'
  | 'redirect';

export type Severity = 'error' | 'warning' | 'info';
export type Verdict = 'healthy' | 'fixable' | 'broken' | 'unreachable';

export interface Finding {
  /** Unique in a result. */
  key: string;
  /** `SNI101`; never renumbered, never reused. */
  code: string;
  /** What consumers match on: `sni-required`. */
  id: string;
  severity: Severity;
  title: string;
  because: string;
  /** Ids of the observations that show it. */
  evidence: string[];
  /** What to do about it where the remedy is not a HAProxy directive. */
  advice?: string[];
  /** Path of its page in this package. */
  docs: string;
}

export type Scope = 'server' | 'backend' | 'defaults' | 'global' | 'backend-side';

/** One line or word of a HAProxy configuration. */
export interface Directive {
  scope: Scope;
  text: string;
  /** Code of the finding that asks for it; `requested`: the user did. */
  because: string;
  /** First HAProxy version that knows it. */
  since: string;
  safety: 'safe' | 'review';
}

/** What HAProxy reports of a check. */
export interface CheckOutcome {
  /** HAProxy's `check_status`: `L6RSP`. */
  status: string;
  code: number | null;
  /** The texts that it may put into `info`; `['']`: none. */
  info: string[];
  up: boolean;
}

/** What a client of HAProxy receives, and the termination state that is logged. */
export interface TrafficOutcome {
  status: number | null;
  termination: string;
}

/** What HAProxy does and logs with given directives. */
export interface Prediction {
  directives: string;
  check: CheckOutcome & { alternatives: CheckOutcome[] };
  traffic: TrafficOutcome & { alternatives: TrafficOutcome[] };
  /** Ids of the observations it rests on. */
  evidence: string[];
}

export interface Remedy {
  directives: Directive[];
  /** The whole backend section, ready to paste. */
  backend: string;
  /** Whether the check and the traffic that it makes HAProxy send were both performed and passed. */
  verified: boolean;
  advice: string[];
}

/** A product that seems to answer, by what it says of itself; several may stand in a row. */
export interface ProductSeen {
  id: string;
  name: string;
  /** A header can be written by anyone: `likely`; several products end a handshake alike: `possible`. */
  likelihood: 'certain' | 'likely' | 'possible';
  /** It holds the connection itself, and does not only answer behind another. */
  front: boolean;
  because: string;
  /** Ids of the observations that show it. */
  evidence: string[];
  /** What to do there, by the code of the finding that it helps with. */
  remedies: { code: string; text: string }[];
}

export interface ProbeResult {
  schema: 'sni-doctor/probe/1';
  target: { address: string; port: number; httpPort: number | null; host: string | null; path: string };
  haproxyVersion: string;
  haproxyVersionFrom: 'flag' | 'path' | 'default';
  verdict: Verdict;
  needs: NeedId[];
  observations: Observation[];
  /** What HAProxy logs of a check that meets an observation, by its id: `L6RSP "SSL handshake failure"`. */
  logs: Record<string, string>;
  /** As in the evidence. */
  repeats?: NonNullable<Evidence['repeats']>;
  findings: Finding[];
  /** What answers at the target port, what holds the connection first; absent: nothing tells. */
  products?: ProductSeen[];
  predictions: Prediction[];
  remedy: Remedy | null;
  reproduce: { observation: string; command: string }[];
  connections: number;
  from: string | null;
  /** How long the connections took, all together. */
  ms: number;
}
