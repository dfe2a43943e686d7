import type { Way } from '../../catalogue/view.ts';
import type { NeedId } from '../../types.ts';
import type { BaselineFacts } from './baseline.ts';

/** What a way of speaking meets that HAProxy's defaults do not; whatever else it needs, only the ladder tells. */
const met: Record<Way, readonly NeedId[]> = {
  '': [],
  'clear/': [],
  'alpn-http11/': ['alpn'],
  'alpn-h2/': ['http-version'],
  'clear-h2/': ['http-version'],
  'tls12/': ['tls-version'],
  'level0/': [],
  'tls-legacy/': ['tls-version'],
  'nameless/': [],
  'proxy-v2/': ['proxy-protocol'],
  'proxy-v1/': ['proxy-protocol'],
  'clear-proxy-v2/': ['proxy-protocol'],
  'clear-proxy-v1/': ['proxy-protocol'],
};

/**
 * What is known of a cell's needs by its answer and its target's baseline alone.
 * @param way in which the cell was answered
 * @param baseline of its target
 * @param named whether a server name was sent
 * @returns needs in the order in which a connection meets them
 */
export function needsOf(way: Way, baseline: BaselineFacts, named: boolean): NeedId[] {
  const [first] = met[way];
  const needs: NeedId[] = first === 'proxy-protocol' ? [first] : [];
  if (!way.startsWith('clear')) needs.push('tls');
  if (first === 'tls-version') needs.push(first);
  // A baseline that was made in another way tells nothing of server names: for all it knows, only the way was wrong.
  if (way === baseline.way && named && baseline.needsSni === true) needs.push('sni');
  if (first === 'alpn' || first === 'http-version') needs.push(first);
  return needs;
}
