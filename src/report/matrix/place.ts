import { isUnavailable } from '../../catalogue/answers/grpc.ts';
import { refusedHosts } from '../../catalogue/answers/refused-hosts.ts';
import { wordsIn } from '../../catalogue/answers/words.ts';
import { redirectsToHttps } from '../../catalogue/view.ts';
import { meetsExpect } from '../../expect.ts';
import type { MatrixReason, MatrixVerdict } from '../../matrix-types.ts';
import type { CertificateFacts, HttpFacts, Observation, Stage } from '../../types.ts';
import type { BaselineFacts } from './baseline.ts';
import type { JudgeAsked } from './judged.ts';
import { isUnknownPage } from './page.ts';

/** Where a cell went wrong, and how. */
export interface Place {
  verdict: Exclude<MatrixVerdict, 'ok' | 'error'>;
  stage: Stage;
  reason: MatrixReason;
}

/**
 * Whether a status is the one that is wanted.
 * @param status that came
 * @param asked what was asked
 * @returns as HAProxy's check would have it
 */
export function isExpected(status: number, { expect }: Pick<JudgeAsked, 'expect'>): boolean {
  return expect === null ? status >= 200 && status <= 399 : meetsExpect(expect, status);
}

/**
 * Finds the first thing wrong with what a connection brought, in the order in which a connection meets them.
 * @param o what was seen
 * @param asked what was asked
 * @param baseline of the target
 * @returns where and how; null: it was served as this host
 */
export function placeOf(o: Observation, asked: JudgeAsked, baseline: BaselineFacts): Place | null {
  const { failure, http } = o;
  if (failure) return { verdict: 'failed', stage: failure.stage, reason: failure.kind };
  const certificate = o.plan.tls ? certificatePlace(o, asked, baseline) : null;
  if (certificate) return { stage: 'tls', ...certificate };
  if (!http) return null;
  const answer = isExpected(http.status, asked)
    ? behindGoodStatus(o, http, asked)
    : statusPlace(o, http, asked, baseline);
  return answer && { stage: 'http', ...answer };
}

type Found = Omit<Place, 'stage'>;

function certificatePlace({ tls }: Observation, asked: JudgeAsked, baseline: BaselineFacts): Found | null {
  const leaf = tls?.chain[0];
  if (tls?.matchesHost !== true) {
    const isDefault = leaf !== undefined && asked.sni !== null && baseline.defaultLeafs.includes(leaf.sha256);
    return { verdict: 'wrong', reason: isDefault ? 'default-certificate' : 'certificate' };
  }
  const bad = (leaf && !isWithinDates(leaf, asked.at)) || (asked.caGiven && !tls.trusted);
  return bad ? { verdict: 'failed', reason: 'certificate' } : null;
}

/**
 * Whether a certificate is valid at a time (RFC 5280, section 4.1.2.5).
 * @param leaf the certificate
 * @param at the time, ISO 8601 in UTC
 * @returns false before and after its validity
 */
export function isWithinDates(leaf: Pick<CertificateFacts, 'notBefore' | 'notAfter'>, at: string): boolean {
  // An end that cannot be read has not been seen to be over.
  return leaf.notBefore <= at && (leaf.notAfter === '' || leaf.notAfter >= at);
}

/** What a check, or whoever makes the call, still takes for a failure. */
function behindGoodStatus(o: Observation, http: HttpFacts, asked: JudgeAsked): Found | null {
  const interim = http.interim?.[0]?.status;
  const early = interim !== undefined && !isExpected(interim, asked);
  const circle = o.plan.tls !== null && redirectsToHttps(o);
  const failed = early || circle || isUnavailable(o) || http.headSize !== undefined;
  return failed ? { verdict: 'failed', reason: 'status' } : null;
}

function statusPlace(o: Observation, http: HttpFacts, asked: JudgeAsked, { notFound }: BaselineFacts): Found {
  if (http.status === 421) return { verdict: 'wrong', reason: 'misdirected' };
  if (wordsIn(refusedHosts, o)) return { verdict: 'wrong', reason: 'not-found' };
  if (http.status !== 404) return { verdict: 'failed', reason: 'status' };
  const isUnknown = notFound.some((page) => isUnknownPage(http, asked.host, page));
  return { verdict: isUnknown ? 'wrong' : 'failed', reason: 'not-found' };
}
