import type { CheckOptions } from '../check/options.ts';
import type { HaproxyVersion } from '../haproxy/versions.ts';
import type { TriageResult } from '../triage-types.ts';

/** What `triage` is to do with a live HAProxy. Files, names and the environment are read by the caller. */
export interface TriageOptions
  extends Pick<
    CheckOptions,
    'files' | 'environment' | 'hosts' | 'timeout' | 'offline' | 'resolve' | 'readFile' | 'signal' | 'onProgress'
  > {
  version: HaproxyVersion;
  versionFrom: TriageResult['haproxyVersionFrom'];
  /** `be/s1`; empty: all servers. */
  servers: readonly string[];
  /** HAProxy runs on another machine. */
  elsewhere: boolean;
}
