import type { ProxySection } from '../../model/types.ts';
import type { Way } from './run.ts';

const option = 'http-restrict-req-hdr-names';

/**
 * Headers with names of other characters than letters, digits and `-`, where an option removes or refuses them behind
 * the rules of a proxy: which of the two its argument says, and that is not known here.
 * @param proxy whose option it is
 * @param way the request so far
 * @returns the request; unknown where it has such a header
 */
export function restricted({ options }: ProxySection, way: Way): Way {
  const at = options.get(option);
  const strange = way.context.request.headers.find(({ name }) => !/^[A-Za-z0-9-]*$/.test(name));
  if (way.ended || !at || !strange) return way;
  const because = `what becomes of header ${strange.name}`;
  return { ...way, unknown: [...way.unknown, { ...at, text: `option ${option}`, because, affects: 'traffic' }] };
}
