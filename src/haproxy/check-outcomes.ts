import { beganHttp2, handshakeComplete } from '../observation.ts';
import type { CheckOutcome, Observation } from '../types.ts';
import { fitsBuffer } from './buffer.ts';
import { judgeAnswer } from './check-answer.ts';
import { connectInfo, ending, handshakeInfo, resetInfo, whereInfo } from './check-info.ts';
import { codeOf, filledIn } from './check-text.ts';
import type { CheckExpect } from './model/types.ts';
import { type CheckLeg, type CheckSent, isOpen } from './sent.ts';
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
 * @returns the outcomes that this version gives, the likeliest first; empty: an observation that decides is missing, or
 *   what decides is not known
 */
export function checkOutcomes(
  check: CheckSent,
  seen: readonly (Observation | null | undefined)[],
  version: HaproxyVersion,
): CheckOutcome[] {
  const lost: CheckOutcome[] = [];
  for (const [i, leg] of check.legs.entries()) {
    const observation = seen[i];
    if (!observation) return [];
    const scene = { check, leg, seen: observation, version };
    const outcome = legOutcome(scene);
    lost.push(...lostAnswer(scene));
    if (outcome !== 'passed') return withLost(outcome, lost, observation);
  }
  const last = seen.at(check.legs.length - 1) ?? null;
  return withLost([success(check, last, version) ?? []].flat(), lost, last);
}

/**
 * Before 3.2 a check over TLS that demands HTTP/2 waits in vain where the TCP connection stands at once (measured on
 * 2.6.12, 2.8.25 and 3.0.11: over loopback always, over a network with a round trip of 0.2 ms never).
 */
function lostAnswer(scene: Scene): CheckOutcome[] {
  const { leg, seen, version } = scene;
  const [first] = leg.rules.filter((rule) => rule.action === 'expect');
  const isAnswered = first && seen.http && handshakeComplete(seen);
  if (!isAnswered || !isForced(leg) || !leg.plan.tls || since(version, '3.2')) return [];
  return timedOut(scene, filled(first, scene));
}

function withLost(outcome: CheckOutcome[], lost: CheckOutcome[], seen: Observation | null): CheckOutcome[] {
  if (outcome.length === 0) return [];
  return loopback.test(seen?.plan.address ?? '') ? [...lost, ...outcome] : [...outcome, ...lost];
}

const loopback = /^(?:127\.|::1$|::ffff:127\.)/i;

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

/** The text of a rule as `info` has it; empty where HAProxy works it out. */
function saidBy({ open }: CheckExpect, part: 'onError' | 'onSuccess', texts: readonly string[]): readonly string[] {
  return open.includes(part) ? [] : texts;
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
    const refused = connectInfo(failure.code, version);
    // The handshake may be begun before the refusal is noticed, and is blamed then.
    const blamed = leg.plan.tls ? [`SSL handshake failure (${refused.at(-1)})`, 'SSL handshake failure'] : [];
    const told = isAwaited(leg, version) ? [...blamed, ...refused] : [...refused, ...blamed];
    // Where HTTP/2 is demanded nobody looks for the error before the connection is gone, at times.
    const untold = isForced(leg) && since(version, '2.8') && !since(version, '3.2') ? [''] : [];
    return [down('L4CON', ending([...told, ...untold], where))];
  }
  if (!leg.plan.tls) return null;
  if (!seen.tls || !handshakeComplete(seen)) {
    if (failure?.kind === 'timeout' || seen.ms > limit) return [down('L6TOUT', ending([''], where))];
    // A server that wants no PROXY header closes with the ClientHello unread, at times: that is a reset.
    const mayBeReset = failure?.kind === 'reset' || Boolean(leg.plan.proxy);
    return [down('L6RSP', ending(handshakeInfo(mayBeReset, version), where))];
  }
  if ((seen.at?.tls ?? 0) > limit) return [down('L6TOUT', ending([''], where))];
  const { verify, name, from } = leg.trust;
  const refusal = verify === 'none' ? null : verifyRefusal(seen.tls, name, from === 'sni');
  return refusal && [down('L6RSP', ending([refusalInfo[refusal]], where))];
}

/** A check that waits for ALPN blames the handshake more often than not (measured on 2.6.12, 2.8.25, 3.0.11 and 3.2.26). */
function isAwaited({ plan }: CheckLeg, version: HaproxyVersion): boolean {
  return (plan.tls?.alpn.length ?? 0) > 0 && !since(version, '3.4');
}

const refusalInfo = {
  chain: 'SSL handshake failure',
  'server-name': 'Server presented an SSL certificate different from the expected one',
  verifyhost: 'Server presented an SSL certificate different from the configured one',
} as const;

function httpOutcome(scene: Scene): LegOutcome {
  const { check, leg, seen, version } = scene;
  const expects = leg.rules.filter((rule) => rule.action === 'expect');
  const [written] = expects;
  const { http } = seen;
  if (!written) return 'passed';
  const first = filled(written, scene);
  if (!http) return unanswered(scene, first);
  if (isLate(scene, seen.at?.http)) return timedOut(scene, first);
  if (!fitsBuffer(http, version, 'check')) return notHttp(first, version);
  // A check takes the first status that comes, an interim one too; traffic waits for the final one.
  const { status, reason } = http.interim?.[0] ?? http;
  if (check.disableOn404 && status === 404) return 'passed';
  for (const written of expects) {
    const rule = filled(written, scene);
    if (isOpen(rule)) return [];
    const judged = judgeAnswer(rule, http, status);
    if (judged.verdict === 'waits') return timedOut(scene, rule);
    if (judged.verdict === 'unmet') {
      if (rule.open.includes('statusCode')) return [];
      const texts = judged.said === null ? statusInfo(reason, mismatch(rule.match, rule.step), version) : [judged.said];
      return [down(judged.status, ending(saidBy(rule, 'onError', texts), comment(rule)), codeFor(rule, scene, status))];
    }
  }
  return 'passed';
}

/** Whether `proto` demands HTTP/2, whatever ALPN chose. */
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
  const cutOff = down('SOCKERR', resetInfo(version));
  if (isForced(leg)) {
    // More is sent than one request, so that the reset behind an alert may be met first.
    if (kind === 'alert' || kind === 'local') return [...refusedAfterHandshake(version), cutOff];
    // One that just ends is waited for, as in traffic.
    if (kind === 'closed' && !beganHttp2(seen) && !since(version, '3.2')) return timedOut(scene, first);
    if (kind === 'reset' && beganHttp2(seen)) return cutWithinHttp2(first, version);
    const cut = down('SOCKERR', ['', ...cutOff.info]);
    // Whether the server ends the stream alone or the connection too is not looked at.
    return kind === 'protocol' && !since(version, '3.2') ? [cut, ...timedOut(scene, first)] : [cut];
  }
  // A server that wants no PROXY header may say so, close or reset: which of them comes through is a race.
  const raced = leg.plan.proxy && !leg.plan.tls ? [cutOff] : [];
  switch (kind) {
    case 'alert':
    case 'local':
      return refusedAfterHandshake(version);
    case 'reset':
      // What came before the reset is read first, where HAProxy is quick enough.
      return failure?.received || raced.length > 0 ? [...notHttp(first, version), cutOff] : [cutOff];
    case 'protocol':
      // A stream or connection that HTTP/2 breaks off, on every version measured.
      if (seen.tls?.alpn === 'h2' && leg.plan.request?.byAlpn) return [down('SOCKERR', [''])];
      return notHttp(first, version);
    case 'not-http':
      return [...notHttp(first, version), ...raced];
    default:
      return [...(since(version, '2.8') ? [down('SOCKERR', [''])] : notHttp(first, version)), ...raced];
  }
}

/** A connection that ends behind the server's SETTINGS. Before 2.8 that is an answer with nothing in it (measured). */
function cutWithinHttp2(rule: CheckExpect, version: HaproxyVersion): CheckOutcome[] {
  const cut = down('SOCKERR', ['', ...resetInfo(version)]);
  const nothing = ending([`TCPCHK got an empty response at step ${rule.step}`], comment(rule));
  return since(version, '2.8') ? [cut] : [down('L7RSP', nothing), cut];
}

function notHttp(rule: CheckExpect, version: HaproxyVersion): CheckOutcome[] {
  const unread = down('L7RSP', ending([rule.onError ?? ''], comment(rule)));
  // What is refused only behind the header section (a transfer coding, a chunk) is an answer that did not match.
  const unmatched = down(
    'L7RSP',
    ending(rule.onError === null ? ['', mismatch(rule.match, rule.step)] : [rule.onError], comment(rule)),
  );
  if (since(version, '3.2')) return [down('SOCKERR', ['']), unmatched];
  return since(version, '2.8') ? [down('L7TOUT', ['']), down('SOCKERR', ['']), unread] : [unread];
}

function refusedAfterHandshake(version: HaproxyVersion, where = ''): CheckOutcome[] {
  if (!since(version, '2.5')) return [down('SOCKERR', ending([''], where))];
  const errors = ['Connection reset by peer', 'Broken pipe'].map((error) => `SSL fatal error (${error})`);
  return [down('SOCKERR', ending(['SSL fatal error', ...errors], where))];
}

/** `tcp-check` and the checks that HAProxy builds on it. */
function dialogueOutcome(scene: Scene): LegOutcome {
  const { check, leg, seen, version } = scene;
  const { done = 0, received = '' } = seen.dialogue ?? {};
  const silent = received === '' && seen.failure?.kind === 'closed' && since(version, '2.8');
  const at = silent ? contentWithNothing(leg.rules, done) : done;
  const rule = leg.rules[at];
  // Whether what is sent to a server that has closed still goes out is a matter of luck.
  if (at > done && rule && rule.action !== 'expect') return [];
  const open = leg.rules.findIndex(isOpen);
  if (open >= 0 && at > open) return [];
  const lastExpect = leg.rules.findLast((one) => one.action === 'expect');
  if (!rule) return lastExpect && isLate(scene, seen.at?.http) ? late(scene, lastExpect) : 'passed';
  if (seen.failure?.kind === 'timeout' || isLate(scene, seen.ms)) return late(scene, rule);
  if (seen.failure?.kind === 'reset') {
    const cutOff = down('SOCKERR', ending(resetInfo(version), whereInfo(check, leg, rule, version)));
    // A server that wants no PROXY header may close in an orderly way, or not: that is a race.
    return leg.plan.proxy && !leg.plan.tls && received === '' ? [cutOff, ...unmet(scene, rule)] : [cutOff];
  }
  if (seen.failure?.kind === 'alert') return refusedAfterHandshake(version, whereInfo(check, leg, rule, version));
  return unmet(scene, rule);
}

/** What came, or that nothing did, is not what a rule wants. */
function unmet(scene: Scene, rule: CheckLeg['rules'][number]): CheckOutcome[] {
  const { check, leg, seen, version } = scene;
  const { received = '' } = seen.dialogue ?? {};
  if (rule.action !== 'expect') return [down('SOCKERR', ending([''], whereInfo(check, leg, rule, version)))];
  if (rule.open.includes('statusCode')) return [];
  const status = rule.errorStatus ?? 'L7RSP';
  const code = codeFor(rule, scene, 0);
  const { onError } = filled(rule, scene);
  const nothing = `TCPCHK got an empty response at step ${rule.step}`;
  // Before 2.8 nobody asked the rule (haproxy v2.6.0 src/tcpcheck.c:1605).
  if (received === '' && !since(version, '2.8'))
    return [down(status, ending([nothing], rule.comment ? ` comment: '${rule.comment}'` : ''))];
  if (onError !== null) return [down(status, ending(saidBy(rule, 'onError', [onError]), comment(rule)), code)];
  if (received === '') return [down(status, ending([nothing], comment(rule)), code)];
  const said = check.type === 'tcp-check' ? mismatch(rule.match, rule.step, rule.negated) : '';
  return [down(status, ending([said], comment(rule)), code)];
}

/** From 2.8 on rules are held to an answer that ended before it began: those behind the ones that it meets. */
function contentWithNothing(rules: CheckLeg['rules'], from: number): number {
  const end = rules.findIndex((rule, i) => i >= from && !isContentWithNothing(rule));
  return end < 0 ? rules.length : end;
}

/** Not even an expression that an empty text would match finds anything (measured). */
function isContentWithNothing(rule: CheckLeg['rules'][number]): boolean {
  return rule.action === 'expect' && rule.negated && !isOpen(rule);
}

function late({ check, leg, version }: Scene, at: CheckLeg['rules'][number]): CheckOutcome[] {
  const tout = at.action === 'expect' ? at.toutStatus : null;
  return [down(tout ?? 'L7TOUT', ending([''], whereInfo(check, leg, at, version)))];
}

/** How a check ends whose every rule was met (haproxy v3.4.0 src/tcpcheck.c:2590-2640). */
function success(check: CheckSent, seen: Observation | null, version: HaproxyVersion): CheckOutcome | null {
  const leg = check.legs.at(-1);
  const last = leg?.rules.at(-1);
  if (!leg || !last || !seen) return down(leg?.plan.tls ? 'L6OK' : 'L4OK', [leg?.connect ? '(tcp-check)' : '']);
  if (last.action !== 'expect') return down('L7OK', ['(tcp-check)']);
  const scene = { check, leg, seen, version };
  const silent = check.type === 'tcp-check' ? '(tcp-check)' : '';
  if (last.open.includes('statusCode')) return null;
  const { status } = seen.http?.interim?.[0] ?? seen.http ?? { status: 0 };
  const code = check.forgetsCode ? 0 : status;
  if (check.disableOn404 && code === 404) return down('L7OKC', [''], 404);
  const said = saidBy(last, 'onSuccess', [filled(last, scene).onSuccess ?? silent]);
  return down(last.okStatus ?? 'L7OK', [...said], codeFor(last, scene, code));
}
