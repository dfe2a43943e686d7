import type { CheckBytes, CheckExpect, CheckSend } from './model/types.ts';
import type { CheckLeg, CheckSent } from './sent.ts';
import { type HaproxyVersion, since } from './versions.ts';

/** HAProxy keeps so much of an info (HCHK_DESC_LEN). */
const longest = 127;

const resetByOs = ['ECONNRESET returned by OS (Connection reset by peer)', 'ECONNRESET returned by OS'];

/**
 * What `info` says of a connection that could not be made (haproxy v3.4.0 src/connection.c:958).
 * @param code the system's error
 * @param version one release
 * @returns the texts that are possible
 */
export function connectInfo(code: string | null, version: HaproxyVersion): string[] {
  const texts: Record<string, string> = {
    ECONNREFUSED: 'Connection refused',
    EHOSTUNREACH: 'No route to host',
    ENETUNREACH: 'Network is unreachable',
  };
  const text = texts[code ?? ''] ?? '';
  const named = code && since(version, '3.4') ? [`${code} returned by OS (${text})`, `${code} returned by OS`] : [];
  return [...named, text];
}

/**
 * What `info` says of a handshake that failed.
 * @param mayBeReset whether the connection was reset, or may be
 * @param version one release
 * @returns the texts that are possible
 */
export function handshakeInfo(mayBeReset: boolean, version: HaproxyVersion): string[] {
  const plain = 'SSL handshake failure';
  if (!mayBeReset) return [plain];
  const errors = ['Connection reset by peer', 'Broken pipe'].map((error) => `${plain} (${error})`);
  return [plain, ...errors, ...(since(version, '3.0.11') ? [...resetByOs, 'Connection reset by peer'] : [])];
}

/**
 * What `info` says of a connection that was reset once it stood. Which call meets the reset first is a matter of
 * microseconds: one that reads, one that writes or, from 3.0.11 on, the poller (haproxy v3.4.0 src/raw_sock.c:438,
 * src/connection.c:1016).
 * @param version one release
 * @returns the texts that are possible
 */
export function resetInfo(version: HaproxyVersion): string[] {
  const errors = ['Connection reset by peer', 'Broken pipe'];
  const polled = 'Poller reported POLLERR';
  if (!since(version, '3.0.11')) return errors;
  return [...resetByOs, ...errors, polled, ...errors.map((error) => `${polled} (${error})`)];
}

/**
 * What `option tcp-check` adds to an error of the connection: where it was (haproxy v3.4.0 src/check.c:828-900).
 * @param check the check
 * @param leg the connection under way
 * @param at the rule under way; null: the connection itself
 * @param version one release
 * @returns '' for checks of other kinds
 */
export function whereInfo(
  check: CheckSent,
  leg: CheckLeg,
  at: CheckLeg['rules'][number] | null,
  version: HaproxyVersion,
): string {
  if (check.type !== 'tcp-check') return '';
  const step = (at ?? leg.connect)?.step ?? 0;
  if (step === 0) return ' at initial connection step of tcp-check';
  const port = leg.connect?.port ? ` port ${leg.connect.port}` : '';
  const what = at === null ? `connect${port}` : words(at, version);
  const comment = (at ?? leg.connect)?.comment;
  return ` at step ${step} of tcp-check (${what})${comment ? ` comment: '${comment}'` : ''}`;
}

function words(rule: CheckSend | CheckBytes | CheckExpect, version: HaproxyVersion): string {
  if (rule.action !== 'expect') return 'send';
  const { match } = rule;
  if ('format' in match) return `expect log-format ${match.kind}`;
  switch (match.kind) {
    case 'string':
      return `expect string '${match.pattern}'`;
    case 'binary':
      // Up to 2.6 the bytes themselves are written (measured on 2.6.12 and 2.8.25).
      return `expect binary '${since(version, '2.8') ? hex(match.pattern) : match.pattern}'`;
    case 'rstring':
      return 'expect regex';
    case 'rbinary':
      return 'expect binary regex';
    default:
      return 'expect HTTP status codes';
  }
}

function hex(bytes: string): string {
  return Array.from(bytes, (c) => c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')).join('');
}

/**
 * Puts an info together as HAProxy does, and cuts it where HAProxy does.
 * @param texts the beginnings that are possible
 * @param end what follows each
 * @returns the texts
 */
export function ending(texts: readonly string[], end: string): string[] {
  return texts.map((text) => `${text}${end}`.slice(0, longest));
}
