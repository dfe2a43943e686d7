import type { MatrixCell, MatrixDiff, MatrixDifference, MoveJudgement } from '../../matrix-types.ts';
import type { CompareOptions } from './compare-options.ts';
import { bodyDifference } from './diff-body.ts';
import { certificateDifferences } from './diff-certificate.ts';
import { hstsDifference } from './diff-hsts.ts';
import { needDifferences } from './diff-needs.ts';
import { serverDifference } from './diff-server.ts';
import { statusDifferences } from './diff-status.ts';
import { tlsDifferences } from './diff-tls.ts';
import { untested, verdictDifference } from './diff-verdict.ts';
import { directivesOf } from './directives.ts';
import { worst } from './judgement.ts';

/**
 * What differs for one host between two targets, and whether it stands in the way of the move. Seen from whoever makes the
 * move at night: what users or HAProxy would notice at once blocks it, what may be meant or bites later is to be looked at.
 *
 * | what | from → to | judged | why |
 * | --- | --- | --- | --- |
 * | verdict | ok → not ok | blocks | the host works now and would not |
 * | | not ok → ok | harmless | it is mended |
 * | | 401 or 403 → ok | look | what was guarded may be open to all |
 * | | both not ok, for different reasons | look | the move breaks nothing, and mends nothing |
 * | | `error` on a side | look | not tested; counted as unknown; nothing else is compared |
 * | status | to a redirect that is new | as `redirect` | one cause, one line |
 * | | a redirect that goes | look | the page itself is served now |
 * | | below 400 → 400 and above, where the verdict does not say it | blocks; look where `--expect` takes it | users get an error |
 * | | temporary redirect → permanent | look | browsers remember a permanent one (RFC 9110, 15.4) |
 * | | 307, 308 → 301, 302, 303 | look | a POST may become a GET |
 * | | redirect → another of its kind | harmless | clients go to the same place |
 * | | an error → what is expected | harmless; look from 401 and 403 | as the verdict |
 * | | 5xx → 5xx | harmless | it fails alike at both |
 * | | another code of the same class, or class | look | somebody may count on it |
 * | redirect | to `http://` from https | blocks | clients leave TLS, or go round for ever |
 * | | to another host or port than asked for, and than before | blocks | users land on another site |
 * | | back to the host itself, or another path | look | it may be meant |
 * | | the same place, over https at once | harmless | a detour less |
 * | | 3xx without a Location | blocks | clients have nowhere to go |
 * | needs | a need that is new, and that the old target is known not to have | blocks, with the directives | fails without them |
 * | | a need that is new, where the old target may have it too | look | only the full ladder tells |
 * | | TLS that goes | blocks | `ssl` on the server line meets clear text |
 * | | a PROXY header, a TLS version or HTTP/2 in clear text that goes | look | what HAProxy has for it may be refused |
 * | | another need that goes | harmless | what is sent beyond the needs is tolerated |
 * | certificate-trust | trusted → not | blocks | `verify required` refuses it |
 * | | not trusted → trusted | harmless | |
 * | certificate-names | other names, the host among them | harmless | wildcard or not: this host is covered |
 * | certificate-issuer | another organisation | look | who pins an authority, or has its own CA file, refuses it |
 * | | another authority of the same organisation, both trusted | harmless | authorities change their intermediates all the time |
 * | certificate-expiry | a day earlier than the old one's or more, or within 14 days | look | renewals may not reach the new target |
 * | | a day later or more | harmless | |
 * | certificate-key | shorter than the old one, of the same kind | look | a policy may forbid it |
 * | | another key | harmless | only who pins keys notices |
 * | certificate | renewed, all else the same | harmless | |
 * | | not readable on one side | look | |
 * | tls-version | lower | look | a `ssl-min-ver` may refuse it |
 * | | higher | harmless | |
 * | alpn | `h2` lost | look | HTTP/2 to the backend ends |
 * | | another | harmless | |
 * | hsts | appears, goes, `max-age` changes, `includeSubDomains` or `preload` come or go | look | browsers remember it |
 * | server | another | harmless | another product is why people move |
 * | body | the answer that any name gets, where the old target has one for this host | look | a default page is no page of the host |
 * | | another fingerprint, or only one came to its end | look | pages may differ by themselves |
 *
 * A host that does not work before the move cannot be broken by it: nothing blocks there, it is to be looked at. Of one
 * cause one difference is told: a status that is the verdict is not told again, nor is what a wrong certificate says of
 * its issuer.
 * @param from the cell of the target that is moved away from
 * @param to the cell of the target that is moved to
 * @param options what the cells themselves do not know
 * @returns the differences, the worst first; null: nothing differs
 */
export function compareCells(from: MatrixCell, to: MatrixCell, options: CompareOptions = {}): MatrixDiff | null {
  // The same target twice: its label tells nobody which side is meant.
  const before = from.target === to.target ? { ...from, target: 'the earlier run' } : from;
  const found = differences(before, to, options);
  if (found.length === 0) return null;
  const capped = from.verdict === 'ok' ? found : found.map(atMostLook);
  const judgement = capped.map((one) => one.judgement).reduce(worst);
  return {
    schema: 'sni-doctor/matrix-diff/1',
    host: to.host,
    from: from.target,
    to: to.target,
    judgement,
    blocks: judgement === 'blocks',
    differences: capped.toSorted((a, b) => order[a.judgement] - order[b.judgement]),
    directives: directivesOf(from, to, options),
  };
}

const order: Record<MoveJudgement, number> = { blocks: 0, look: 1, harmless: 2 };

function differences(from: MatrixCell, to: MatrixCell, options: CompareOptions): MatrixDifference[] {
  const open = untested(from, to);
  if (open) return [open];
  return [
    ...verdictDifference(from, to),
    ...statusDifferences(from, to),
    ...needDifferences(from, to, options),
    ...certificateDifferences(from, to, options),
    ...tlsDifferences(from, to),
    ...hstsDifference(from, to),
    ...serverDifference(from, to),
    ...bodyDifference(from, to),
  ];
}

function atMostLook(difference: MatrixDifference): MatrixDifference {
  return difference.judgement === 'blocks' ? { ...difference, judgement: 'look' } : difference;
}
