import type { ProxySection, Server } from '../../haproxy/model/types.ts';
import type { HaproxyVersion } from '../../haproxy/versions.ts';
import type { Severity } from '../../types.ts';

/** The same of both versions. */
export interface Both<T> {
  from: T;
  to: T;
}

/** What of a connection differs. */
export interface Difference {
  aspect: 'server-name' | 'alpn' | 'proxy-header' | 'request' | 'transport';
  /** In words; null: none. */
  from: string | null;
  to: string | null;
}

/** A conversation with a server that goes otherwise under another version. */
export interface Turn {
  of: 'check' | 'traffic';
  version: Both<HaproxyVersion>;
  proxy: Both<ProxySection>;
  server: Both<Server>;
  /** What is sent otherwise; empty: the same is sent. */
  differences: readonly Difference[];
  /** The name that the backend's certificate is held to; null: none is checked. */
  held: Both<string | null>;
  /** The second version reports of what the first one gets what it reports of what it gets itself. */
  isReportAlone: boolean;
  /** A large ClientHello is not taken by the backend where a small one is. */
  refusesLargeHello: boolean;
  /** One of the versions does not get past the handshake. */
  stopsAtHandshake: boolean;
}

/** What an upgrade (or a downgrade) changes for a server. */
export interface Upgrade {
  id: string;
  code: string;
  title: string;
  /** How bad it is at its worst; each change has a severity of its own. */
  severity: Severity;
}

/** One that is the reason of a turn. */
export interface UpgradeCause extends Upgrade {
  /**
   * @param turn what goes otherwise
   * @returns why, in a sentence; null: this is not the reason
   */
  explains(turn: Turn): string | null;
}
