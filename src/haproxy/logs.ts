import { meetsExpect } from '../expect.ts';
import { handshakeComplete } from '../observation.ts';
import type { CheckOutcome, Observation, TrafficOutcome } from '../types.ts';
import { fitsBuffer } from './buffer.ts';
import type { Sent } from './sends.ts';
import type { Settings } from './settings.ts';
import { mismatch, statusInfo } from './status-info.ts';
import { verifyRefusal } from './verify.ts';
import { type HaproxyVersion, since } from './versions.ts';

/** Health checks must end within `inter`, 2 seconds by default, where `timeout check` is not set (HAProxy manual, `inter`). */
const defaultInter = 2000;

/**
 * What HAProxy reports of a check that met what was observed. Statuses and texts: haproxy v3.4.0 src/check.c:300,
 * src/check.c:802 (how info is built), src/connection.c:958 (its texts); each held against real builds.
 * @param settings the server's settings
 * @param sent what the check sends and verifies
 * @param seen the observation of the check's plan
 * @param version one release
 * @returns the outcomes that this version gives, the likeliest first
 */
export function checkOutcomes(
  settings: Settings,
  sent: Sent,
  seen: Observation,
  version: HaproxyVersion,
): CheckOutcome[] {
  const from = (v: string) => since(version, v);
  const down = (status: string, info: string[], code: number | null = null): CheckOutcome => ({
    status,
    code,
    info,
    up: false,
  });
  const up = (status: string, code: number | null, info = ['']): CheckOutcome => ({ status, code, info, up: true });
  const { failure } = seen;
  const limit = settings.inter ?? defaultInter;

  if (failure?.stage === 'connect' || failure?.stage === 'resolve') {
    if (failure.kind === 'timeout' || seen.ms > limit) return [down('L4TOUT', [''])];
    return [down('L4CON', connectInfo(failure.code, from))];
  }
  if (sent.check.tls) {
    if (!seen.tls || !handshakeComplete(seen)) {
      if (failure?.kind === 'timeout' || seen.ms > limit) return [down('L6TOUT', [''])];
      return [down('L6RSP', handshakeInfo(failure?.kind === 'reset', from))];
    }
    if ((seen.at?.tls ?? 0) > limit) return [down('L6TOUT', [''])];
    const refusal =
      settings.verify === 'none' ? null : verifyRefusal(seen.tls, sent.checkName, sent.check.tls.servername !== null);
    if (refusal) return [down('L6RSP', [refusalInfo[refusal]])];
  }
  if (!settings.httpchk) return [up(sent.check.tls ? 'L6OK' : 'L4OK', null)];
  if (seen.http && (seen.at?.http ?? 0) <= limit) {
    if (!fitsBuffer(seen.http, version, 'check')) return notHttp();
    // A check takes the first status that comes, an interim one too; traffic waits for the final one.
    const { status, reason } = seen.http.interim?.[0] ?? seen.http;
    const { expect } = settings.httpchk;
    if (meetsExpect(expect, status)) return [up('L7OK', status)];
    return [down('L7STS', statusInfo(reason, expect, version), status)];
  }
  if (seen.http || failure?.kind === 'timeout') return [down('L7TOUT', [''])];
  switch (failure?.kind) {
    case 'alert':
    case 'local':
      return refusedAfterHandshake(from);
    case 'reset':
      return [down('SOCKERR', from('3.0.11') ? resetInfo : ['Connection reset by peer'])];
    case 'protocol':
      // A stream or connection that HTTP/2 breaks off, on every version measured.
      if (sent.check.request?.version === '2') return [down('SOCKERR', [''])];
      return notHttp();
    case 'not-http':
      return notHttp();
    default:
      return from('2.8') ? [down('SOCKERR', [''])] : [down('L7RSP', [''])];
  }

  function notHttp(): CheckOutcome[] {
    // What is refused only behind the header section (a transfer coding, a chunk) is an answer that did not match.
    if (from('3.2')) return [down('SOCKERR', ['']), down('L7RSP', ['', mismatch(settings.httpchk?.expect ?? null)])];
    return from('2.8') ? [down('L7TOUT', ['']), down('L7RSP', [''])] : [down('L7RSP', [''])];
  }

  function refusedAfterHandshake(at: (v: string) => boolean): CheckOutcome[] {
    if (!at('2.5')) return [down('SOCKERR', [''])];
    return [down('SOCKERR', ['SSL fatal error', 'SSL fatal error (Connection reset by peer)'])];
  }
}

const resetInfo = [
  'ECONNRESET returned by OS (Connection reset by peer)',
  'ECONNRESET returned by OS',
  'Connection reset by peer',
];

const refusalInfo = {
  chain: 'SSL handshake failure',
  'server-name': 'Server presented an SSL certificate different from the expected one',
  verifyhost: 'Server presented an SSL certificate different from the configured one',
} as const;

function connectInfo(code: string | null, from: (v: string) => boolean): string[] {
  const texts: Record<string, string> = {
    ECONNREFUSED: 'Connection refused',
    EHOSTUNREACH: 'No route to host',
    ENETUNREACH: 'Network is unreachable',
  };
  const text = texts[code ?? ''] ?? '';
  const named = code && from('3.4') ? [`${code} returned by OS (${text})`, `${code} returned by OS`] : [];
  return [...named, text];
}

function handshakeInfo(reset: boolean, from: (v: string) => boolean): string[] {
  const plain = 'SSL handshake failure';
  if (!reset) return [plain];
  return [plain, `${plain} (Connection reset by peer)`, ...(from('3.0.11') ? resetInfo.slice(0, 2) : [])];
}

/**
 * What a client of HAProxy receives, and the termination state of the log line (HAProxy manual, "Session state at
 * disconnection"), with the server taken for up.
 * @param settings the server's settings
 * @param sent what traffic sends and verifies
 * @param seen the observation of the traffic's plan
 * @param version one release
 * @returns the outcomes that this version gives, the likeliest first
 */
export function trafficOutcomes(
  settings: Settings,
  sent: Sent,
  seen: Observation,
  version: HaproxyVersion,
): TrafficOutcome[] {
  const end = (status: number | null, termination: string): TrafficOutcome => ({ status, termination });
  const { failure } = seen;
  if (settings.mode === 'tcp') return [end(null, failure ? (failure.stage === 'connect' ? 'SC' : 'SD') : '--')];
  if (failure?.stage === 'connect' || failure?.stage === 'resolve' || (sent.traffic.tls && !handshakeComplete(seen))) {
    return [end(503, failure?.kind === 'timeout' ? 'sC--' : 'SC--')];
  }
  if (
    seen.tls &&
    settings.verify !== 'none' &&
    verifyRefusal(seen.tls, sent.trafficName, sent.traffic.tls?.servername != null)
  ) {
    return [end(503, 'SC--')];
  }
  if (seen.http) {
    // Protocols are switched only where that was asked for.
    const refused = seen.http.status === 101 || !fitsBuffer(seen.http, version, 'traffic');
    return [refused ? end(502, 'PH--') : end(seen.http.status, '----')];
  }
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
