/**
 * What `matrix` asks, sees and says: every host against every target. Plain JSON; texts of backends are raw: escape
 * before showing. Units as in types.ts.
 */
import type {
  CertificateFacts,
  Failure,
  FailureKind,
  HttpFacts,
  NeedId,
  Severity,
  Stage,
  TlsVersion,
} from './types.ts';

// ── What is asked ────────────────────────────────────────────────────────────────────────────────

/** Where hosts are asked for: one address and port. */
export interface MatrixTarget {
  /** Its name in the results: `old`, `new`. */
  label: string;
  /** IPv4 or IPv6 literal; null: its name does not resolve. */
  address: string | null;
  port: number;
  /** The name that the address was found under; absent: it was given as an address. */
  name?: string;
}

/** One cell to be tested. */
export interface MatrixPair {
  /** As it is sent: ASCII, lower case, an IPv6 literal without brackets. */
  host: string;
  target: MatrixTarget;
}

// ── What is seen ─────────────────────────────────────────────────────────────────────────────────

/** A certificate and its key. */
export interface MatrixLeaf extends CertificateFacts {
  /** Kind and size of the public key: `EC prime256v1`, `RSA 2048`, `Ed25519`. */
  key: string;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex: the same for a renewed certificate that kept its key. */
  keySha256: string;
}

/** What one connection brought, as far as a cell needs it. A refusal is one like any other; nothing is judged here. */
export interface Glance {
  outcome: 'passed' | 'failed';
  failure?: Failure;
  /** It could not be made for want of something on this side (descriptors, ports): says nothing of the target. */
  shortage?: string;
  tls?: {
    version: TlsVersion;
    alpn: string | null;
    /** The server's own certificate; null: the library could not read it. */
    leaf: MatrixLeaf | null;
    trusted: boolean;
    /** OpenSSL's word for why not; null: trusted. */
    reason: string | null;
    /** null: no host was asked for. */
    matchesHost: boolean | null;
  };
  http?: HttpFacts;
  /** SHA-256 of the body, where it was asked for; null: it did not come to its end. */
  bodySha256?: string | null;
  /** From the first SYN to the answer. */
  ms: number;
}

/** How a target answers whoever names no host that it could know; asked once per target. */
export interface Baseline {
  /** TLS without a server name, and a request for a name that nobody has. */
  nameless: Glance;
  /** TLS with a server name that nobody has, and a request for it. */
  unrelated: Glance;
  /** The same request in clear text. */
  clear: Glance;
}

// ── What is said ─────────────────────────────────────────────────────────────────────────────────

export type MatrixVerdict = 'ok' | 'wrong' | 'failed' | 'error';
export type MatrixReason = FailureKind | 'certificate' | 'default-certificate' | 'misdirected' | 'not-found' | 'status';

export interface MatrixFinding {
  code: string;
  id: string;
  severity: Severity;
  title: string;
}

/** One cell: what HAProxy would get for this host from this target with the directives recommended. */
export interface MatrixCell {
  schema: 'sni-doctor/matrix/1';
  host: string;
  /** Label of the target. */
  target: string;
  address: string | null;
  port: number;
  /** `ok`: served as this host. `wrong`: answered, but not as this host. `error`: could not be tested. */
  verdict: MatrixVerdict;
  /** Where it went wrong; null: it did not. */
  stage: Stage | null;
  reason: MatrixReason | null;
  /** As far as known. */
  needs: NeedId[];
  /** Whether `needs` are all that there are: the whole ladder was climbed. */
  needsComplete: boolean;
  /** Those of a cell that is not `ok` are errors. */
  findings: MatrixFinding[];
  /** null: no answer came. */
  status: number | null;
  /** null: none was presented. */
  certificate: {
    sha256: string;
    notBefore: string;
    notAfter: string;
    matchesHost: boolean;
    trusted: boolean;
    subject: string;
    names: string[];
    issuer: string;
    key: string;
    keySha256: string;
  } | null;
  /** TLS version and application protocol; null: clear text, or no handshake. */
  tls: { version: TlsVersion; alpn: string | null } | null;
  /** Where the answer sends the client (Location as it stands); null: nowhere. */
  redirect: string | null;
  /** Headers that matter for a move; null: not sent. */
  headers: { hsts: string | null; server: string | null };
  /**
   * Of a good cell: whether the target gives names that nobody has the same answer, be it a default page or be it that it
   * serves any name alike; absent: not known.
   */
  anyName?: boolean;
  /** With `--body`: SHA-256 of the body; null: it did not come to its end. */
  bodySha256?: string | null;
  /**
   * What HAProxy needs for this host, words of the server line and lines of the backend: all of it where the ladder was
   * climbed; else those of the way in which the target answers, where HAProxy's defaults are not answered.
   */
  directives?: string[];
  /** Of the connection that decided. */
  ms: number;
  /** Connections made for this cell. */
  connections: number;
}

/** Whether a difference stands in the way of the move. */
export type MoveJudgement = 'blocks' | 'look' | 'harmless';

export interface MatrixDifference {
  what:
    | 'verdict'
    | 'status'
    | 'certificate-names'
    | 'certificate-issuer'
    | 'certificate-expiry'
    | 'certificate-key'
    | 'certificate-trust'
    | 'certificate'
    | 'redirect'
    | 'needs'
    | 'alpn'
    | 'tls-version'
    | 'hsts'
    | 'server'
    | 'body';
  /** What each side has, in words; null: nothing. */
  from: string | null;
  to: string | null;
  judgement: MoveJudgement;
  because: string;
}

/** What differs for one host between the target that is moved away from and another. */
export interface MatrixDiff {
  schema: 'sni-doctor/matrix-diff/1';
  host: string;
  /** Labels of the targets. */
  from: string;
  to: string;
  /** The worst of the differences. */
  judgement: MoveJudgement;
  blocks: boolean;
  differences: MatrixDifference[];
  /** What the new target needs in HAProxy and the old one did not: words of the server line, lines of the backend. */
  directives: string[];
}

/** Counts of a whole run. */
export interface MatrixSummary {
  cells: number;
  verdicts: Record<MatrixVerdict, number>;
  /** By the label of the target, in the order in which they were met. */
  targets: { label: string; verdicts: Record<MatrixVerdict, number>; reasons: Record<string, number> }[];
  /** Hosts compared, by the worst of their differences; absent: nothing was compared. */
  move?: {
    hosts: number;
    same: number;
    blocks: number;
    /** Of these, the hosts that nothing else stands in the way of once HAProxy has the directives. */
    mendable: number;
    look: number;
    harmless: number;
    /** Hosts of which one side could not be tested, or is missing. */
    unknown: number;
    /** What the new target needs, and how many hosts need it. */
    directives: { text: string; hosts: number }[];
  };
  connections: number;
  ms: number;
}

/** `matrix --format json`: everything in one document. */
export interface MatrixResult {
  schema: 'sni-doctor/matrix-result/1';
  haproxyVersion: string;
  cells: MatrixCell[];
  diffs: MatrixDiff[];
  summary: MatrixSummary;
  notes: string[];
}
