import type { Word } from '../syntax/tree.ts';
import { type HaproxyVersion, since } from '../versions.ts';
import type { Setting } from './types.ts';

/** What keywords have asked for as to the PROXY header: HAProxy keeps them as bits of one word. */
export interface ProxyHeaderState {
  v1: Setting | null;
  v2: Setting | null;
  /** `ssl` and `ssl-cn` of version 2. */
  tls: Setting | null;
  /** Other `proxy-v2-options`. */
  options: Setting | null;
}

export const noProxyHeader: ProxyHeaderState = { v1: null, v2: null, tls: null, options: null };

/** Under this keyword stands a header that nothing but options ask for. */
const optionsAlone = 'proxy-v2-options';

const keyword = /^(?:no-)?send-proxy(?:-v2(?:-ssl(?:-cn)?)?)?$|^proxy-v2-options$/;

/**
 * Whether a keyword is about the PROXY header.
 * @param name of a server line
 * @returns true for `send-proxy`, its kin and negations, and `proxy-v2-options`
 */
export function isProxyHeader(name: string): boolean {
  return keyword.test(name);
}

/**
 * Applies one keyword (haproxy v3.4.0 src/server.c:1410-1520, src/cfgparse-ssl.c:2037-2133): each negation takes away
 * its own part alone.
 * @param state so far
 * @param setting the keyword
 * @returns the state after it
 */
export function withProxyHeader(state: ProxyHeaderState, setting: Setting): ProxyHeaderState {
  switch (setting.keyword) {
    case 'send-proxy':
      return { ...state, v1: setting };
    case 'send-proxy-v2':
      return { ...state, v2: setting };
    case 'send-proxy-v2-ssl':
    case 'send-proxy-v2-ssl-cn':
      return { ...state, v2: setting, tls: setting };
    case 'no-send-proxy':
      return { ...state, v1: null };
    case 'no-send-proxy-v2':
      return { ...state, v2: null };
    case 'no-send-proxy-v2-ssl':
    case 'no-send-proxy-v2-ssl-cn':
      return { ...state, v2: null, tls: null };
    default:
      return { ...state, ...(namesTls(setting.args) ? { tls: setting } : { options: setting }) };
  }
}

function namesTls(args: readonly Word[]): boolean {
  return /(?:^|,)(?:ssl|cert-|ssl-cipher)/.test(args[0]?.text ?? '');
}

/**
 * Whether traffic begins with the header. Options alone ask for none since 730641f7c (3.2-dev7, carried back; checks
 * send it all the same: measured on 2.6.12, 2.8.25, 3.0.11, 3.2.26 and 3.4.7).
 * @param setting what stands under `send-proxy`
 * @param version one release
 * @returns true where it does
 */
export function isSentWithTraffic(setting: Setting | undefined, version: HaproxyVersion): boolean {
  const [major = 0, minor = 0] = version.release ?? [];
  const mended: Record<string, string> = { '2.8': '2.8.25', '3.0': '3.0.11' };
  return (
    setting !== undefined && (setting.keyword !== optionsAlone || !since(version, mended[`${major}.${minor}`] ?? '3.2'))
  );
}

/**
 * The header that is sent (haproxy v3.4.0 src/backend.c, `connect_server`; src/connection.c, `make_proxy_line`):
 * version 2 where anything asked for it, else version 1, for checks even where there is nothing but options of version 2
 * (see {@link isSentWithTraffic}).
 * @param state all keywords applied
 * @returns the setting to stand under `send-proxy`; null: none is sent
 */
export function proxyHeader({ v1, v2, tls, options }: ProxyHeaderState): Setting | null {
  if (v2 ?? v1) return v2 ?? v1;
  const part = tls ?? options;
  return part && { ...part, keyword: optionsAlone, args: [] };
}
