/** What a file of certificates, keys and revocation lists holds, as far as a judgement needs it. Plain JSON. */

export interface FileFacts {
  certificates: FileCertificate[];
  revocations: RevocationList[];
}

/** The private key in a file, or beside it as `FILE.key`: there is none, that of the first certificate, another. */
export type OwnKey = 'none' | 'fits' | 'other';

export interface FileCertificate {
  /** Distinguished names as `TlsFacts.clientCertificate` has them. */
  subject: string;
  issuer: string;
  notBefore: string;
  notAfter: string;
  selfSigned: boolean;
  /** Whether it may be used as that of a client: its extended key usage says so, or says nothing. */
  forClients: boolean;
}

/** A certificate revocation list (RFC 5280, section 5). */
export interface RevocationList {
  issuer: string;
  thisUpdate: string;
  /** null: it says nothing of the next. */
  nextUpdate: string | null;
}

/** Files that a configuration names, at a time. */
export interface NamedFiles {
  /** When they are judged: ISO 8601 in UTC. */
  at: string;
  /**
   * @param path as it stands in a plan
   * @returns null: the file cannot be read
   */
  facts(path: string): FileFacts | null;
  /**
   * @param path of a file with certificates
   * @returns `none` also where it cannot be read
   */
  key(path: string): OwnKey;
}
