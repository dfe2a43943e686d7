import { view, type Way } from '../../catalogue/view.ts';
import type { Glance } from '../../matrix-types.ts';
import type { FailureKind, Observation } from '../../types.ts';
import type { BaselineFacts } from './baseline.ts';
import { findingsOf, settled } from './findings.ts';
import type { JudgeAsked, Judged } from './judged.ts';
import { needsOf } from './needs.ts';
import { servesAnyName } from './page.ts';
import { isExpected, isWithinDates, type Place, placeOf } from './place.ts';
import { rulesOf } from './rules.ts';
import { evidenceOf, isClear } from './seen.ts';

/**
 * Says what a cell is by the one connection that was made for it.
 * @param glance what was seen
 * @param baseline of its target
 * @param asked what was asked
 * @returns the judgement; `surprising` where the ladder would tell more
 * @throws Error for words of `asked.expect` that `parseExpect` refuses
 */
export function judgeGlance(glance: Glance, baseline: BaselineFacts, asked: JudgeAsked): Judged {
  const directive = glance.http && taken[asked.way];
  const known = {
    needs: glance.http ? needsOf(asked.way, baseline, asked.sni !== null) : [],
    needsComplete: false,
    ...(directive !== undefined && { directives: [directive] }),
    way: glance.http ? asked.way : null,
    decidedBy: null,
  };
  const { http } = glance;
  const anyName = http && servesAnyName(http, asked, baseline.answers);
  if (isPlainlyGood(glance, asked)) return { ...known, ...good, anyName, findings: [] };
  const evidence = evidenceOf(glance, asked);
  const o = evidence.observations[0] as Observation;
  const place = placeOf(o, asked, baseline);
  const findings = settled(findingsOf(view(evidence)), place, place ? rulesOf(place, o, asked.at) : []);
  if (place === null) return { ...known, ...good, anyName, findings };
  if (glance.shortage !== undefined) {
    return { ...known, ...place, verdict: 'error', findings: [], surprising: false, retryable: true };
  }
  const surprising = isSurprising(place) && glance.http?.status !== tooMany;
  return { ...known, ...place, findings, surprising, retryable: isRetryable(o) };
}

/** What a way takes that the facts of a cell do not tell afterwards. */
const taken: Partial<Record<Way, string>> = {
  'clear-h2/': 'proto h2',
  'proxy-v2/': 'send-proxy-v2',
  'proxy-v1/': 'send-proxy',
  'clear-proxy-v2/': 'send-proxy-v2',
  'clear-proxy-v1/': 'send-proxy',
};

const good = { verdict: 'ok', stage: null, reason: null, surprising: false, retryable: false } as const;

/** Nothing about it wants a second look. */
function isPlainlyGood({ failure, shortage, tls, http }: Glance, asked: JudgeAsked): boolean {
  if (failure || shortage !== undefined || !http || !isExpected(http.status, asked)) return false;
  if (http.headers.location !== undefined || http.interim || http.headSize !== undefined) return false;
  if (http.headers['grpc-status'] !== undefined) return false;
  if (!tls) return isClear(asked.way);
  return tls.matchesHost === true && tls.trusted && tls.leaf !== null && isWithinDates(tls.leaf, asked.at);
}

/** What fails to connect shows no more to whoever looks again, and a date or an authority is told by the certificate. */
function isSurprising({ verdict, stage, reason }: Place): boolean {
  return stage !== 'connect' && !(verdict === 'failed' && reason === 'certificate');
}

/** Whoever has had too many requests is not asked twenty more (RFC 6585, section 4). */
const tooMany = 429;

const passing: readonly FailureKind[] = ['reset', 'closed', 'timeout', 'refused'];

/** Too many requests, and answers in place of a server that is not there just now (RFC 6585; RFC 9110, section 15.6). */
const passingStatuses: readonly number[] = [429, 502, 503, 504];

/**
 * Whether the same connection made again may fare otherwise.
 * @param o what was seen
 * @returns true for what can be a matter of the moment
 */
export function isRetryable({ failure, http }: Observation): boolean {
  return failure ? passing.includes(failure.kind) : http !== undefined && passingStatuses.includes(http.status);
}
