/** A request as a client of HAProxy makes it. */
export interface Client {
  method: string;
  /** What stands in the request line; begins with `/` but for `*`. */
  path: string;
  version: '1.1';
  headers: [name: string, value: string][];
  /** Over TLS to HAProxy: the name in its ClientHello (null: none); null: clear text. */
  tls: { sni: string | null } | null;
  /** The port that it came to; null: not known. */
  port: number | null;
}
