import type { Problem, Section } from '../syntax/tree.ts';
import type { HaproxyVersion } from '../versions.ts';
import { explainUnknown, hasKeyword, type KeywordList, keywordList } from './keyword-list.ts';
import { refused } from './problem.ts';

/**
 * First words of lines in sections that decide nothing of servers (haproxy v2.6.0 to v3.4.0 src/resolvers.c, src/mailers.c,
 * src/cache.c, src/cfgparse.c; earlier versions are taken to have them too). What stands there and belongs to a proxy tells
 * of a header that was forgotten.
 */
const keywords: ReadonlyMap<string, KeywordList> = new Map([
  ['resolvers', keywordList('accepted_payload_size hold nameserver parse-resolv-conf resolve_retries timeout')],
  ['userlist', keywordList('group user')],
  ['mailers', keywordList('mailer timeout')],
  ['peers', keywordList('bind default-bind default-server disabled enabled log peer server shards@2.7 table')],
  ['cache', keywordList('max-age max-object-size max-secondary-entries process-vary total-max-size')],
]);

/**
 * What HAProxy refuses in a section of which no more than the keywords are known here.
 * @param section the section
 * @param version the version
 * @returns the problems; none of lines that may not be read, and of other sections
 */
export function sectionProblems({ keyword, header, lines }: Section, version: HaproxyVersion): Problem[] {
  const known = keywords.get(keyword);
  if (!known || header.uncertain !== undefined) return [];
  return lines.flatMap(({ words: [first], at, uncertain }) => {
    // `no` and `default` have been looked at where lines are told apart.
    if (!first || first.unset || uncertain !== undefined || /^(?:no|default)$/.test(first.text)) return [];
    const entry = known.get(first.text);
    if (entry && hasKeyword(entry, version)) return [];
    const why = explainUnknown(first.text, known, version);
    return [refused(at, first, `"${first.text}" is no keyword of a ${keyword} section${why}`)];
  });
}
