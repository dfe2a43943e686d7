import type { ProxySection, Unknown } from '../../model/types.ts';
import { ends } from './effect.ts';
import type { Way } from './run.ts';

/** Where HAProxy's own pages are without `stats uri` (HAProxy manual, `stats uri`). */
const defaultUri = '/haproxy?stats';

/**
 * Pages that HAProxy serves itself: `monitor-uri` before all rules, statistics behind them.
 * @param proxy whose they are
 * @param way the request so far
 * @param which of the two
 * @returns the request; ended or unknown where it asks for such a page
 */
export function served(proxy: ProxySection, way: Way, which: 'monitor' | 'stats'): Way {
  const { uri } = way.context.request;
  // A URI that is not known is told of where the request ends.
  if (way.ended || !uri.known) return way;
  return which === 'monitor' ? monitor(proxy, way, uri.value) : stats(proxy, way, uri.value);
}

/** Nothing is logged of these requests (HAProxy manual, `monitor-uri`). */
function monitor({ otherRules }: ProxySection, way: Way, uri: string): Way {
  const rule = otherRules.findLast(({ keyword }) => keyword === 'monitor-uri');
  if (rule?.words[0]?.text !== uri) return way;
  const failing = otherRules.some(({ keyword, words }) => keyword === 'monitor' && words[0]?.text === 'fail');
  if (failing) return withUnknown(way, { ...rule.at, text: `monitor-uri ${uri}`, because: 'monitor fail' });
  const effect = ends(200, 'LR--');
  return effect.kind === 'end' ? { ...way, ended: effect.outcome } : way;
}

/** A path that begins like theirs is the statistics' (haproxy v3.4.0 src/stats-html.c, `http_stats_check_uri`). */
function stats({ otherRules }: ProxySection, way: Way, uri: string): Way {
  const lines = otherRules.filter(({ keyword, words }) => keyword === 'stats' && words[0]?.text !== 'socket');
  const last = lines.at(-1);
  if (!last) return way;
  const own = lines.findLast(({ words }) => words[0]?.text === 'uri')?.words[1]?.text ?? defaultUri;
  return uri.startsWith(own)
    ? withUnknown(way, { ...last.at, text: `stats uri ${own}`, because: 'the statistics page' })
    : way;
}

function withUnknown(way: Way, part: Omit<Unknown, 'affects'>): Way {
  return { ...way, unknown: [...way.unknown, { ...part, affects: 'traffic' }] };
}
