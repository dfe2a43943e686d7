import { handshakeComplete } from '../observation.ts';
import type { Mode, Observation, TrafficOutcome } from '../types.ts';
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
  const forced = sent.plan?.request?.version === '2';
  const unconnected = failure?.stage === 'connect' || failure?.stage === 'resolve';
  const late = isLate(seen.at?.tls ?? seen.at?.connect, sent.limits.connect);
  if (unconnected || late || (sent.plan?.tls && !handshakeComplete(seen))) {
    if (failure?.kind === 'timeout' || late) return [end(503, 'sC--')];
    const refusal = end(503, 'SC--');
    return forced && !unconnected && since(version, '3.2') ? [end(502, 'SH--'), refusal] : [refusal];
  }
  if (refused(sent, seen)) return [end(503, 'SC--')];
  if (seen.http) {
    if (isLate((seen.at?.http ?? 0) - (seen.at?.tls ?? seen.at?.connect ?? 0), sent.limits.answer))
      return [end(504, 'sH--')];
    // Protocols are switched only where that was asked for.
    const unfit = seen.http.status === 101 || !fitsBuffer(seen.http, version, 'traffic');
    return [unfit ? end(502, 'PH--') : end(seen.http.status, '----')];
  }
  if (forced && failure?.kind !== 'timeout') return [end(...undone(version))];
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

/** HTTP/2 that `proto` demands, with a server that does not speak it (measured: 503 up to 3.0.11, 502 on 3.2.26). */
function undone(version: HaproxyVersion): [number, string] {
  return since(version, '3.2') ? [502, 'SH--'] : [503, 'SC--'];
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
  return failure.kind === 'reset' ? ends.reverse() : ends;
}
