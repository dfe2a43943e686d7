import type { Acl, ProxySection } from '../model/types.ts';
import type { Place } from '../syntax/tree.ts';

type Owner = Pick<ProxySection, 'acls' | 'at'>;

const parted = new WeakMap<readonly Acl[], { own: Acl[]; inherited: Acl[] }>();

/**
 * The ACLs that a rule can name: those of its own section. Rules of a `defaults` section use the ACLs that stand there,
 * even where the proxy has others of the same names (measured).
 * @param proxy with everything that it inherits
 * @param at where the rule stands
 * @returns its ACLs
 */
export function aclsFor(proxy: Owner, at: Place): readonly Acl[] {
  const parts = parted.get(proxy.acls) ?? part(proxy);
  parted.set(proxy.acls, parts);
  if (parts.inherited.length === 0 || parts.own.length === 0) return proxy.acls;
  return isOwn(proxy, at) ? parts.own : parts.inherited;
}

function part(proxy: Owner): { own: Acl[]; inherited: Acl[] } {
  const own: Acl[] = [];
  const inherited: Acl[] = [];
  for (const acl of proxy.acls) (isOwn(proxy, acl.at) ? own : inherited).push(acl);
  return { own, inherited };
}

/** `defaults` stand before the proxies that come from them. */
function isOwn({ at: header }: Owner, { file, line }: Place): boolean {
  return file === header.file && line > header.line;
}
