import type { RequestRule } from '../model/types.ts';
import type { HaproxyVersion } from '../versions.ts';
import type { Client } from './client.ts';
import type { Value } from './value.ts';

/** Something that rules change, and the rule that made it unknown. */
export type Followed<T> = { known: true; value: T } | { known: false; because: string; rule: RequestRule };

export interface Header {
  name: string;
  value: Followed<string>;
}

/** The request on its way through the rules. */
export interface RequestNow {
  method: Followed<string>;
  /** A path, or an absolute URI after `set-uri`. */
  uri: Followed<string>;
  headers: readonly Header[];
}

/** What sample expressions are evaluated on. */
export interface SampleContext {
  version: HaproxyVersion;
  client: Client;
  /** HAProxy parses the stream as HTTP; in `mode tcp` it does not. */
  http: boolean;
  /** In `mode tcp`: rules wait for what clients send (`tcp-request inspect-delay`), and find it. */
  waits: boolean;
  /** TLS of the client ends in HAProxy; false with `client.tls` set: it passes through. */
  terminates: boolean;
  /** Name of the frontend; null: not known. */
  frontend: string | null;
  /** Name of the proxy whose rules run: the frontend's until the backend is chosen; null: not known. */
  proxy: string | null;
  /** Name of the server, once it is chosen. */
  server: string | null;
  /** Port that the client came to, unless a rule has changed it; null: not known. */
  port: number | null;
  /** Whether a PROXY header may stand before what clients send. */
  proxyHeader: boolean;
  request: RequestNow;
  /** By full name (`txn.host`). */
  variables: ReadonlyMap<string, Followed<Value>>;
  /** Why there may be other variables than those (`filter spoe`); null: there are none. */
  otherVariables: string | null;
  /** Environment of HAProxy; null: not known. */
  environment: ReadonlyMap<string, string> | null;
}
