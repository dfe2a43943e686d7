/** A site as a server of many is configured with it. */
export interface Site {
  host: string;
  certPem: string;
  keyPem: string;
  /** An address: a 302 to there. */
  answer: { status: number; body: string } | { redirect: string };
  headers: Record<string, string>;
}
