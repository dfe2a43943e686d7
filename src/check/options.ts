import type { CheckResult } from '../check-types.ts';
import type { HaproxyVersion } from '../haproxy/versions.ts';
import type { InUse } from './in-use.ts';

/** What `check` is to do. Files, names and the environment are read by the caller: nothing here touches them. */
export interface CheckOptions {
  /** In the order in which HAProxy would read them; text one character a byte (latin1). */
  files: readonly { name: string; text: string }[];
  /** The environment that the configuration sees. */
  environment: ReadonlyMap<string, string>;
  version: HaproxyVersion;
  versionFrom: CheckResult['haproxyVersionFrom'];
  /** Names that clients ask for; empty: those that the configuration names. */
  hosts: readonly string[];
  /** `be/s1`; empty: all servers. */
  servers: readonly string[];
  method: string;
  path: string;
  /** The addresses that a running HAProxy uses, in place of those of the text; absent: none is known. */
  inUse?: InUse;
  /** The most that one connection may take, in ms, whatever limit the configuration sets. */
  timeout: number;
  /** Nothing is connected to: the text alone is judged. */
  offline: boolean;
  /** false: backends of servers that fail are not asked stage by stage what they need; absent: they are. */
  further?: false;
  /**
   * @param name a server's name
   * @param port its port
   * @returns its addresses; empty: it does not resolve
   */
  resolve(name: string, port: number | null): Promise<readonly string[]>;
  /**
   * @param path a file that the configuration names (`ca-file`, `crt`), as it stands there
   * @returns its content; null: it cannot be read
   */
  readFile(path: string): string | null;
  signal?: AbortSignal;
  /** Called whenever a connection begins or ends. */
  onProgress?: (done: number, started: number) => void;
}
