import type { HaproxyVersion } from '../versions.ts';
import { reaches } from './keyword-list.ts';
import { noProxyHeader, type ProxyHeaderState, proxyHeader, withProxyHeader } from './proxy-header.ts';
import { effectOf, isHandedOn } from './server-keywords.ts';
import type { TlsDefaults } from './tls-defaults.ts';
import type { Setting, Unknown } from './types.ts';

/** What the keywords of server lines add up to. Never changed once made: servers share it. */
export interface Settings {
  readonly all: ReadonlyMap<string, Setting>;
  readonly versions: readonly Setting[];
  readonly header: ProxyHeaderState;
  /** The defaults of the `global` section have been taken over. */
  readonly prepared: boolean;
  /** Lines of which it is not known whether they apply. */
  readonly doubts: readonly Unknown[];
}

export const noSettings: Settings = {
  all: new Map(),
  versions: [],
  header: noProxyHeader,
  prepared: false,
  doubts: [],
};

/**
 * Applies the keywords of one line, in order: the last one wins, and those of the line win over inherited ones. HAProxy
 * takes the defaults of the `global` section over where it reads `ssl` or `check-ssl`, and nowhere else (haproxy v3.4.0
 * src/cfgparse-ssl.c:1803-1876, measured): a `global` section below has no effect, nor has it on `http-check connect ssl`.
 * @param before what was in force
 * @param line its keywords
 * @param defaults what the `global` sections above say of TLS
 * @returns what is in force then; `before` is left as it is
 */
export function withKeywords(before: Settings, line: readonly Setting[], defaults: TlsDefaults): Settings {
  if (line.length === 0) return before;
  const all = new Map(before.all);
  let { versions, header, prepared } = before;
  for (const setting of line) {
    const name = setting.keyword;
    const { off, stays, header: ofHeader, bounds } = effectOf(name);
    if (name === 'ssl' || name === 'check-ssl' || (name === 'no-ssl' && all.has('ssl'))) {
      for (const [list, value] of defaults.lists) if (!all.has(list)) all.set(list, value);
      if (!prepared && defaults.versions.length > 0) versions = [...defaults.versions, ...versions];
      prepared = true;
    }
    // TLS stays prepared, to be switched on at run time, where a server refuses what default-server has (2.4 and later).
    const overrules = name === 'no-ssl' && !setting.inherited && all.get('ssl')?.inherited;
    if (off !== null) forget(all, name, off);
    if (overrules) all.set(name, setting);
    if (ofHeader) header = withProxyHeader(header, setting);
    if (bounds) versions = [...versions, setting];
    if (stays) all.set(name, setting);
  }
  if (header !== before.header) {
    const sent = proxyHeader(header);
    if (sent) all.set('send-proxy', sent);
    else all.delete('send-proxy');
  }
  return { all, versions, header, prepared, doubts: before.doubts };
}

/** HAProxy drops `ciphers` together with TLS (haproxy v3.4.0 src/cfgparse-ssl.c:2028-2068). */
function forget(all: Map<string, Setting>, name: string, off: string): void {
  if (name === 'no-check-ssl' || (name === 'no-ssl' && !all.has('ssl'))) all.delete('ciphers');
  all.delete(off);
}

/**
 * What servers get of a `default-server` line, or the further servers of a template of what stands on its line: some
 * versions forget some keywords.
 * @param settings keywords of one line
 * @param version the version
 * @returns those that are handed on
 */
export function handedOn(settings: readonly Setting[], version: HaproxyVersion): Setting[] {
  return settings.filter(({ keyword }) => isHandedOn(keyword, (since) => reaches(version, since)));
}

/**
 * The part of the `global` section's defaults that is handed on in the same way.
 * @param defaults what the `global` sections say of TLS
 * @param version the version
 * @returns without the lists that are forgotten
 */
export function defaultsHandedOn(defaults: TlsDefaults, version: HaproxyVersion): TlsDefaults {
  if (defaults.lists.size === 0) return defaults;
  return {
    ...defaults,
    lists: new Map(handedOn([...defaults.lists.values()], version).map((one) => [one.keyword, one])),
  };
}
