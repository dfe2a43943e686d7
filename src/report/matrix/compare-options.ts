import type { HaproxyVersion } from '../../haproxy/versions.ts';

/** What two cells do not know of themselves. */
export interface CompareOptions {
  /** When certificates are held against the date; absent: only against each other. */
  at?: Date;
  /** CA file that certificates were verified with, fit for a configuration line; null or absent: the system's. */
  caFile?: string | null;
  /** Who reads the directives; absent: any version. */
  version?: HaproxyVersion;
}
