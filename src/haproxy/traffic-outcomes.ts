import { beganHttp2, handshakeComplete } from '../observation.ts';
import type { Failure, Mode, Observation, TrafficOutcome } from '../types.ts';
import { fitsBuffer } from './buffer.ts';
import type { TrafficSent } from './sent.ts';
import { verifyRefusal } from './verify.ts';
import { type HaproxyVersion, since } from './versions.ts';

/**
 * What a client of HAProxy receives, and the termination state of the log line (HAProxy manual, "Session state at
 * disconnection"), with the server taken for up.
 * @param sent what traffic sends and demands
 * @param seen the observation of its plan
 * @param mode of the proxies
 * @param version one release
 * @returns the outcomes that this version gives, the likeliest first
 */
export function trafficOutcomes(
  sent: TrafficSent,
  seen: Observation,
  mode: Mode,
  version: HaproxyVersion,
): TrafficOutcome[] {
  const { failure } = seen;
  if (mode === 'tcp') return tcpOutcomes(sent, seen);
  const unconnected = failure?.stage === 'connect' || failure?.stage === 'resolve';
  const late = isLate(seen.at?.tls ?? seen.at?.connect, sent.limits.connect);
  const unmade = unconnected || late || (sent.plan?.tls && !handshakeComplete(seen));
  if (unmade && (failure?.kind === 'timeout' || late)) return [end(503, 'sC--')];
  if (unmade || refused(sent, seen)) return [countsAsMade(sent, version) ? end(502, 'SH--') : end(503, 'SC--')];
  if (seen.http) {
    if (isLate((seen.at?.http ?? 0) - (seen.at?.tls ?? seen.at?.connect ?? 0), sent.limits.answer))
      return [end(504, 'sH--')];
    // Protocols are switched only where that was asked for.
    const unfit = seen.http.status === 101 || !fitsBuffer(seen.http, version, 'traffic');
    return [unfit ? end(502, 'PH--') : end(seen.http.status, '----')];
  }
  if (isForced(sent)) return unspoken(sent, seen, version);
  switch (failure?.kind) {
    case 'timeout':
      return [end(504, 'sH--')];
    case 'alert':
    case 'local':
      return since(version, '2.8') ? [end(502, 'SH--'), end(503, 'SC--')] : [end(503, 'SC--'), end(502, 'SH--')];
    case 'not-http':
    case 'protocol':
      return [end(502, 'PH--'), end(502, 'SH--')];
    default:
      return [end(502, 'SH--')];
  }
}

/** HTTP/2 that `proto` demands, whatever ALPN comes to. */
function isForced({ plan }: TrafficSent): boolean {
  return plan?.request?.version === '2';
}

/**
 * Whether a connection counts as made though it did not come about: from 3.2 on where HTTP/2 is demanded, in 3.4 only
 * where no ALPN is waited for (measured, 300 requests each).
 */
function countsAsMade(sent: TrafficSent, version: HaproxyVersion): boolean {
  const awaited = since(version, '3.4') && (sent.plan?.tls?.alpn.length ?? 0) > 0;
  return isForced(sent) && since(version, '3.2') && !awaited;
}

/**
 * HTTP/2 that `proto` demands and that brought no answer. Before 3.2 a connection is made only when the server's
 * SETTINGS have come, and one that just ends before that is waited for in vain (measured, 40 to 2000 requests each).
 */
function unspoken(sent: TrafficSent, seen: Observation, version: HaproxyVersion): TrafficOutcome[] {
  const kind = seen.failure?.kind;
  const began = beganHttp2(seen);
  if (!began && !since(version, '3.2')) return [end(503, kind === 'timeout' || kind === 'closed' ? 'sC--' : 'SC--')];
  if (kind === 'timeout') return [end(504, 'sH--')];
  // A server may be quick enough to reset the connection before it is made: a race.
  return began || countsAsMade(sent, version) ? [end(502, 'SH--')] : [end(502, 'SH--'), end(503, 'SC--')];
}

function end(status: number | null, termination: string): TrafficOutcome {
  return { status, termination };
}

function isLate(ms: number | undefined, limit: number | null): boolean {
  return ms !== undefined && limit !== null && ms > limit;
}

function refused({ trust, plan }: TrafficSent, { tls }: Observation): boolean {
  if (!plan?.tls || !tls || trust.verify === 'none') return false;
  return verifyRefusal(tls, trust.name, trust.from === 'sni') !== null;
}

const forHaproxyAlone = new Set(['HTTP1_HEAD_TOO_LARGE', 'HTTP1_TOO_MANY_HEADERS']);

/** The status of an HTTP/1 answer that broke off, or that HAProxy would not take; null: none came. */
function begunStatus({ kind, received }: Failure): number | null {
  const [, status] = (kind === 'protocol' && /^HTTP\/1\.[01] (\d{3})(?=[ \r\n])/.exec(received ?? '')) || [];
  return status === undefined ? null : Number(status);
}

/** Bytes are passed on; what the client makes of them is its own affair. */
function tcpOutcomes(sent: TrafficSent, seen: Observation): TrafficOutcome[] {
  const { failure } = seen;
  if (failure?.stage === 'connect') return [end(null, failure.kind === 'timeout' ? 'sC' : 'SC')];
  // A handshake that clients make themselves is only bytes for HAProxy.
  if (!sent.passed && sent.plan?.tls) {
    if (!handshakeComplete(seen)) return [end(null, failure?.kind === 'timeout' ? 'sC' : 'SC')];
    if (refused(sent, seen)) return [end(null, 'SC')];
  }
  const status = seen.http?.status ?? null;
  // Which side closes first, and how, is left to the two that talk.
  if (!failure) return [end(status, '--'), end(status, 'SD'), end(status, 'CD')];
  if (failure.kind === 'timeout') return [end(null, 'sD')];
  const ends = [end(null, '--'), end(null, 'SD')];
  if (failure.kind === 'reset') return ends.reverse();
  const begun = begunStatus(failure);
  if (begun === null) return ends;
  // What only HAProxy has no room for is an answer like any other where HAProxy does not read it.
  const answers = [end(begun, '--'), end(begun, 'SD'), end(begun, 'CD')];
  return forHaproxyAlone.has(failure.code ?? '') ? [...answers, ...ends] : [...ends, ...answers];
}
