import type { MatrixCell } from '../../matrix-types.ts';
import type { NeedId } from '../../types.ts';

/** What a connection as HAProxy makes it by default goes without: its answer shows that none of them is needed. */
const wentWithout: readonly NeedId[] = ['proxy-protocol', 'tls-version', 'alpn', 'forwarded-proto', 'redirect'];

/**
 * Whether it is known of a target that it does not need something for this host. After the whole ladder everything is
 * known. After one connection: what that went without, and what the target's baseline tells of server names; not what
 * it had with it.
 * @param cell of the host at the target
 * @param need that is not among the cell's
 * @returns false: needed or not, nobody looked
 */
export function isWithout({ needs, needsComplete, status, tls }: MatrixCell, need: NeedId): boolean {
  if (needsComplete) return !needs.includes(need);
  if (status === null || needs.includes(need)) return false;
  if (need === 'tls') return tls === null;
  // The baseline is made as HAProxy does by default, and tells nothing of a target that is not answered so.
  if (need === 'sni') return tls === null || needs.every((other) => other === 'tls');
  return wentWithout.includes(need);
}
