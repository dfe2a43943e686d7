import { type CheckState, noChecks } from './health-check.ts';
import { noSettings, type Settings } from './server-settings.ts';
import type { Acl, ProxyMode, ProxySection, RequestRule, Unknown } from './types.ts';

/** What a `defaults` section hands on: what a proxy begins with. Never changed once made: proxies share it. */
export interface Scope {
  readonly mode: ProxyMode;
  /** The word of `mode`. */
  readonly modeWord: string;
  readonly timeouts: Readonly<ProxySection['timeouts']>;
  readonly options: ProxySection['options'];
  readonly check: CheckState;
  /** A check rule has `connect ... ssl`: HAProxy prepares TLS for every server then, whether the rule is used or not. */
  readonly checksOverTls: boolean;
  readonly defaultServer: Settings;
  readonly acls: readonly Acl[];
  readonly requestRules: readonly RequestRule[];
  readonly otherRules: ProxySection['otherRules'];
  readonly defaultBackend: ProxySection['defaultBackend'];
  readonly httpSendNameHeader: ProxySection['httpSendNameHeader'];
  readonly source: ProxySection['source'];
  readonly disabled: boolean;
  /** Lines of which it is not known whether they apply. */
  readonly unknown: readonly Unknown[];
}

/** Before any `defaults` section. */
export const bareScope: Scope = {
  mode: 'tcp',
  modeWord: 'tcp',
  timeouts: { connect: null, check: null, server: null },
  options: new Map(),
  check: noChecks,
  checksOverTls: false,
  defaultServer: noSettings,
  acls: [],
  requestRules: [],
  otherRules: [],
  defaultBackend: null,
  httpSendNameHeader: null,
  source: null,
  disabled: false,
  unknown: [],
};
