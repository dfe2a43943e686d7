import { handshakeComplete } from '../observation.ts';
import type { CheckOutcome, Observation } from '../types.ts';
import { fitsBuffer } from './buffer.ts';
import { judgeAnswer } from './check-answer.ts';
import { connectInfo, ending, handshakeInfo, resetInfo, whereInfo } from './check-info.ts';
import { codeOf, filledIn } from './check-text.ts';
import type { CheckExpect } from './model/types.ts';
import type { CheckLeg, CheckSent } from './sent.ts';
import { mismatch, statusInfo } from './status-info.ts';
import { verifyRefusal } from './verify.ts';
import { type HaproxyVersion, since } from './versions.ts';

/** A leg that passed is followed by the next one. */
type LegOutcome = CheckOutcome[] | 'passed';

interface Scene {
  check: CheckSent;
  leg: CheckLeg;
  seen: Observation;
  version: HaproxyVersion;
}

/**
 * What HAProxy reports of a check that met what was observed. Statuses and texts: haproxy v3.4.0 src/check.c:300 and
 * 802, src/connection.c:958, src/tcpcheck.c:2478-2650; each held against real builds.
 * @param check what is sent
 * @param seen an observation per connection; those behind one that failed may be missing
 * @param version one release
 * @returns the outcomes that this version gives, the likeliest first; empty: an observation that decides is missing
 */
export function checkOutcomes(
  check: CheckSent,
  seen: readonly (Observation | null | undefined)[],
  version: HaproxyVersion,
): CheckOutcome[] {
  for (const [i, leg] of check.legs.entries()) {
    const observation = seen[i];
    if (!observation) return [];
    const outcome = legOutcome({ check, leg, seen: observation, version });
    if (outcome !== 'passed') return outcome;
  }
  return [success(check, seen.at(check.legs.length - 1) ?? null, version)];
}

function down(status: string, info: string[], code: number | null = null): CheckOutcome {
  // A check that passes conditionally (L7OKC) takes the server out of load balancing (NOLB).
  // Only these statuses have a code (haproxy v3.4.0 src/stats-proxy.c: above HCHK_STATUS_L57DATA).
  return { status, code: /^L7(?:OKC?|STS)$/.test(status) ? (code ?? 0) : null, info, up: /OK$/.test(status) };
}

/** The texts of a rule, filled in with what came back. */
function filled(rule: CheckExpect, { seen, version }: Scene): CheckExpect {
  const text = (format: string | null) => (format === null ? null : filledIn(format, seen, version));
  return { ...rule, onError: text(rule.onError), onSuccess: text(rule.onSuccess) };
}

/** `status-code` puts another code in place of the status. */
function codeFor({ statusCode }: CheckExpect, { seen, version }: Scene, status: number): number {
  return (statusCode === null ? null : codeOf(statusCode, seen, version)) ?? status;
}

function legOutcome(scene: Scene): LegOutcome {
  const failed = transportOutcome(scene);
  if (failed) return failed;
  const { leg, check } = scene;
  if (leg.rules.length === 0) return 'passed';
  return check.type === 'httpchk' ? httpOutcome(scene) : dialogueOutcome(scene);
}

/** Connection, PROXY header, handshake and certificate. */
function transportOutcome({ check, leg, seen, version }: Scene): CheckOutcome[] | null {
  const { failure } = seen;
  const limit = check.limits.connect;
  const where = whereInfo(check, leg, null, version);
  if (failure?.stage === 'connect' || failure?.stage === 'resolve') {
    if (failure.kind === 'timeout' || seen.ms > limit) return [down('L4TOUT', ending([''], where))];
    return [down('L4CON', ending(connectInfo(failure.code, version), where))];
  }
  if (!leg.plan.tls) return null;
  if (!seen.tls || !handshakeComplete(seen)) {
    if (failure?.kind === 'timeout' || seen.ms > limit) return [down('L6TOUT', ending([''], where))];
    return [down('L6RSP', ending(handshakeInfo(failure?.kind === 'reset', version), where))];
  }
  if ((seen.at?.tls ?? 0) > limit) return [down('L6TOUT', ending([''], where))];
  const { verify, name, from } = leg.trust;
  const refusal = verify === 'none' ? null : verifyRefusal(seen.tls, name, from === 'sni');
  return refusal && [down('L6RSP', ending([refusalInfo[refusal]], where))];
}

const refusalInfo = {
  chain: 'SSL handshake failure',
  'server-name': 'Server presented an SSL certificate different from the expected one',
  verifyhost: 'Server presented an SSL certificate different from the configured one',
} as const;

function httpOutcome(scene: Scene): LegOutcome {
  const { check, leg, seen, version } = scene;
  const expects = leg.rules.filter((rule) => rule.action === 'expect');
  const [first] = expects;
  const { http } = seen;
  if (!first) return 'passed';
  if (isForced(leg) && leg.plan.tls && !since(version, '3.2') && (http || seen.failure?.kind === 'timeout'))
    return timedOut(scene, first);
  if (!http) return unanswered(scene, first);
  if (isLate(scene, seen.at?.http)) return timedOut(scene, first);
  if (!fitsBuffer(http, version, 'check')) return notHttp(first, version);
  // A check takes the first status that comes, an interim one too; traffic waits for the final one.
  const { status, reason } = http.interim?.[0] ?? http;
  if (check.disableOn404 && status === 404) return [down('L7OKC', [''], 404)];
  for (const written of expects) {
    const rule = filled(written, scene);
    const judged = judgeAnswer(rule, http, status);
    if (judged.verdict === 'waits') return timedOut(scene, rule);
    if (judged.verdict === 'unmet') {
      const texts = judged.said === null ? statusInfo(reason, mismatch(rule.match, rule.step), version) : [judged.said];
      return [down(judged.status, ending(texts, comment(rule)), codeFor(rule, scene, status))];
    }
  }
  return 'passed';
}

/**
 * HTTP/2 that `proto` demands and ALPN did not choose. Over TLS such a check waits in vain before 3.2 (measured on
 * 2.6.12, 2.8.25, 3.0.11, 3.2.26 and 3.4.7).
 */
function isForced({ plan }: CheckLeg): boolean {
  return plan.request?.version === '2';
}

function comment({ comment }: CheckExpect): string {
  return comment ? ` comment: ${comment}` : '';
}

/** Whether an answer came only after HAProxy had given up. */
function isLate({ check, seen }: Scene, at: number | undefined): boolean {
  const { connect, answer } = check.limits;
  const came = at ?? 0;
  return answer === null ? came > connect : came - (seen.at?.tls ?? seen.at?.connect ?? 0) > answer;
}

function timedOut({ check, leg, version }: Scene, at: CheckExpect): CheckOutcome[] {
  return [down(at.toutStatus ?? 'L7TOUT', ending([''], whereInfo(check, leg, at, version)))];
}

/** What comes of a request that was not answered with HTTP. */
function unanswered(scene: Scene, first: CheckExpect): CheckOutcome[] {
  const { seen, leg, version } = scene;
  const { failure } = seen;
  const { kind } = failure ?? {};
  if (kind === 'timeout' || isLate(scene, seen.ms)) return timedOut(scene, first);
  if (isForced(leg)) return [down('SOCKERR', ['', ...resetInfo(version)])];
  const cutOff = down('SOCKERR', [...resetInfo(version), 'Broken pipe']);
  switch (kind) {
    case 'alert':
    case 'local':
      return refusedAfterHandshake(version);
    case 'reset':
      // What came before the reset is read first, where HAProxy is quick enough; a server that wants no PROXY header may
      // say so.
      if (failure?.received || (leg.plan.proxy && !leg.plan.tls)) return [...notHttp(first, version), cutOff];
      return [cutOff];
    case 'protocol':
      // A stream or connection that HTTP/2 breaks off, on every version measured.
      if (seen.tls?.alpn === 'h2' && leg.plan.request?.byAlpn) return [down('SOCKERR', [''])];
      return notHttp(first, version);
    case 'not-http':
      return notHttp(first, version);
    default:
      return since(version, '2.8') ? [down('SOCKERR', [''])] : [down('L7RSP', [''])];
  }
}

function notHttp(rule: CheckExpect, version: HaproxyVersion): CheckOutcome[] {
  const unread = down('L7RSP', ending([''], comment(rule)));
  // What is refused only behind the header section (a transfer coding, a chunk) is an answer that did not match.
  const unmatched = down('L7RSP', ending(['', mismatch(rule.match, rule.step)], comment(rule)));
  if (since(version, '3.2')) return [down('SOCKERR', ['']), unmatched];
  return since(version, '2.8') ? [down('L7TOUT', ['']), down('SOCKERR', ['']), unread] : [unread];
}

function refusedAfterHandshake(version: HaproxyVersion): CheckOutcome[] {
  if (!since(version, '2.5')) return [down('SOCKERR', [''])];
  const errors = ['Connection reset by peer', 'Broken pipe'].map((error) => `SSL fatal error (${error})`);
  return [down('SOCKERR', ['SSL fatal error', ...errors])];
}

/** `tcp-check` and the checks that HAProxy builds on it. */
function dialogueOutcome(scene: Scene): LegOutcome {
  const { check, leg, seen, version } = scene;
  const { done = 0, received = '' } = seen.dialogue ?? {};
  const rule = leg.rules[done];
  const lastExpect = leg.rules.findLast((one) => one.action === 'expect');
  if (!rule) return lastExpect && isLate(scene, seen.at?.http) ? late(scene, lastExpect) : 'passed';
  if (seen.failure?.kind === 'timeout' || isLate(scene, seen.ms)) return late(scene, rule);
  if (seen.failure?.kind === 'reset')
    return [down('SOCKERR', ending(resetInfo(version), whereInfo(check, leg, rule, version)))];
  if (seen.failure?.kind === 'alert') return refusedAfterHandshake(version);
  if (rule.action !== 'expect') return [down('SOCKERR', ending([''], whereInfo(check, leg, rule, version)))];
  const status = rule.errorStatus ?? 'L7RSP';
  const code = codeFor(rule, scene, 0);
  const { onError } = filled(rule, scene);
  // Measured: 2.6.12 gives no text of its own for nothing.
  if (onError !== null && (received !== '' || since(version, '2.8')))
    return [down(status, ending([onError], comment(rule)), code)];
  if (received === '')
    return [down(status, ending([`TCPCHK got an empty response at step ${rule.step}`], comment(rule)), code)];
  const said = check.type === 'tcp-check' ? mismatch(rule.match, rule.step, rule.negated) : '';
  return [down(status, ending([said], comment(rule)), code)];
}

function late({ check, leg, version }: Scene, at: CheckLeg['rules'][number]): CheckOutcome[] {
  const tout = at.action === 'expect' ? at.toutStatus : null;
  return [down(tout ?? 'L7TOUT', ending([''], whereInfo(check, leg, at, version)))];
}

/** How a check ends whose every rule was met (haproxy v3.4.0 src/tcpcheck.c:2590-2640). */
function success(check: CheckSent, seen: Observation | null, version: HaproxyVersion): CheckOutcome {
  const leg = check.legs.at(-1);
  const last = leg?.rules.at(-1);
  if (!leg || !last || !seen) return down(leg?.plan.tls ? 'L6OK' : 'L4OK', [leg?.connect ? '(tcp-check)' : '']);
  if (last.action !== 'expect') return down('L7OK', ['(tcp-check)']);
  const scene = { check, leg, seen, version };
  const silent = check.type === 'tcp-check' ? '(tcp-check)' : '';
  const { status } = seen.http?.interim?.[0] ?? seen.http ?? { status: 0 };
  return down(last.okStatus ?? 'L7OK', [filled(last, scene).onSuccess ?? silent], codeFor(last, scene, status));
}
