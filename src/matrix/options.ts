import type { HaproxyVersion } from '../haproxy/versions.ts';
import type { Credentials } from '../probe/tls-context.ts';
import type { ProxyHeader } from '../types.ts';

/** What is asked of every cell, and how gently. */
export interface MatrixOptions {
  method: string;
  path: string;
  /** HAProxy's own words of `http-check expect`; null: 200 to 399. */
  expect: string | null;
  /** Whether every request says `X-Forwarded-Proto: https`. Default: false. */
  forwardedProto?: boolean;
  /** The most that one exchange may take, in ms. */
  timeout: number;
  /** How often a connection is made again that may come out otherwise. */
  retries: number;
  /** Connections open at once, in all. */
  concurrency: number;
  /** Connections open at once to one address and port. */
  perTarget: number;
  /** Connections begun in a second; null: as many as there can be. */
  rate: number | null;
  /** Local address to connect from; null: the system's choice. */
  source: string | null;
  /** A PROXY protocol header that the user asked for. */
  proxy: ProxyHeader | null;
  /** Client certificate and key, as paths. */
  certificate: { certFile: string; keyFile: string } | null;
  /** Path of the CA file to trust; null: the system's certificate authorities. */
  caFile: string | null;
  /** What the paths lead to. */
  credentials: Credentials;
  /** The HAProxy version that directives are for. */
  version: HaproxyVersion;
  /** Whether a fingerprint of the whole body is wanted. */
  body: boolean;
  /** Ends the run: see `runMatrix`. */
  signal?: AbortSignal;
  /** Called with what the user should know, each once: what limits the run. */
  onNote?: (text: string) => void;
  /** Called before each cell is given. */
  onProgress?: (progress: MatrixProgress) => void;
}

/** How far a run is. */
export interface MatrixProgress {
  /** Cells that were given. */
  done: number;
  /** Those of them that are not `ok`. */
  failed: number;
  /** Pairs that were read and whose cells were not given yet. */
  waiting: number;
}
