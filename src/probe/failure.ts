import { startsAsHttp2 } from '../http2-preface.ts';
import type { Failure, FailureKind, Stage } from '../types.ts';
import { type Alert, alertOf, alertOfCode } from './alerts.ts';
import { failureMessage } from './failure-message.ts';
import { clearAlert, looksLikeTls } from './wire.ts';

/** What is known at the end of a failed exchange. */
export interface FailureEvidence {
  /** The stage that was under way. */
  stage: Stage;
  /** `code` of the error that ended it; null: none, or the time was up. */
  code: string | null;
  timedOut: boolean;
  /** Code of the TCP connection's error (ECONNRESET); null: none. An end in order, FIN, is no error. */
  transport: string | null;
  /** The first bytes of the connection, those of TLS included. */
  wire: Buffer;
  /** The first bytes of the answer, decrypted. */
  answer: Buffer;
}

interface Cause {
  kind: FailureKind;
  alert?: Alert;
  code?: string | null;
  received?: Buffer;
}

const receivedLimit = 256;

const connectKinds: Record<string, FailureKind> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable', // the source address is not ours
  EAFNOSUPPORT: 'unreachable',
  EINVAL: 'unreachable', // the source address is of another family
  EACCES: 'unreachable', // forbidden by a local firewall, as EPERM is
  EPERM: 'unreachable',
};

// Reasons of OpenSSL for which our side refuses what a peer of its time may well do, and then sends an alert itself.
const localReasons = new Set([
  'ERR_SSL_BAD_ECC_CERT',
  'ERR_SSL_CA_KEY_TOO_SMALL',
  'ERR_SSL_CA_MD_TOO_WEAK',
  'ERR_SSL_CERTIFICATE_VERIFY_FAILED',
  'ERR_SSL_DH_KEY_TOO_SMALL',
  'ERR_SSL_EE_KEY_TOO_SMALL',
  'ERR_SSL_LEGACY_SIGALG_DISALLOWED_OR_UNSUPPORTED',
  'ERR_SSL_NO_CIPHERS_AVAILABLE',
  'ERR_SSL_NO_CIPHER_MATCH',
  'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
  'ERR_SSL_NO_SUITABLE_KEY_SHARE',
  'ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM',
  'ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_VERSION_TOO_LOW',
  'ERR_SSL_WRONG_SIGNATURE_TYPE',
]);

// The peer's end in the middle of TLS, in OpenSSL 3's words: the transport knows better how it ended.
const unexpectedEnd = 'ERR_SSL_UNEXPECTED_EOF_WHILE_READING';

/**
 * Names the failure of an exchange by codes and bytes, never by the text of an error.
 *
 * @returns the failure as an observation has it
 */
export function failureOf(evidence: FailureEvidence): Failure {
  const cause = causeOf(evidence);
  const received = cause.received?.subarray(0, receivedLimit) ?? null;
  const code = cause.code === undefined ? evidence.code : cause.code;
  const alert = cause.alert ?? null;
  return {
    kind: cause.kind,
    stage: evidence.stage,
    message: failureMessage({ kind: cause.kind, stage: evidence.stage, alert, code, received }),
    alert,
    code,
    received: received && received.length > 0 ? received.toString('latin1') : null,
  };
}

/**
 * The failure of a plan whose TLS settings OpenSSL refuses before anything is sent: an unknown cipher, a key that does
 * not belong to its certificate.
 *
 * @param code of the error that node:tls `createSecureContext` threw
 * @returns null: no code, so no refusal of OpenSSL's
 */
export function refusedSettings(code: string | null): Failure | null {
  if (code === null) return null;
  const message = 'our TLS library refuses the settings of this connection';
  return { kind: 'local', stage: 'tls', message, alert: null, code, received: null };
}

function causeOf(evidence: FailureEvidence): Cause {
  if (evidence.stage === 'connect') return connectCause(evidence);
  return evidence.stage === 'http' ? httpCause(evidence) : tlsCause(evidence);
}

function connectCause({ code, timedOut }: FailureEvidence): Cause {
  if (timedOut) return { kind: 'timeout' };
  // What remains are limits of this machine, on open files for example.
  return { kind: connectKinds[code ?? ''] ?? 'local' };
}

function tlsCause(evidence: FailureEvidence): Cause {
  const { wire } = evidence;
  if (wire.length > 0 && !looksLikeTls(wire)) return { kind: 'not-tls', received: wire };
  const named = openSslCause(evidence.code);
  if (named) return named;
  // A warning before an orderly end raises no error of its own.
  const alert = clearAlert(wire);
  if (alert !== null) return { kind: 'alert', alert: alertOf(alert) };
  return endCause(evidence);
}

function httpCause(evidence: FailureEvidence): Cause {
  const { code, answer } = evidence;
  const named = openSslCause(code);
  if (named) return named;
  if (code?.startsWith('HTTP1_')) return { kind: startsAsHttp1(answer) ? 'protocol' : 'not-http', received: answer };
  if (code?.startsWith('ERR_HTTP2_') && evidence.transport === null && answer.length > 0) {
    return startsAsHttp2(answer.toString('latin1', 0, 9))
      ? { kind: 'protocol' }
      : { kind: 'not-http', received: answer };
  }
  return { ...endCause(evidence), received: answer };
}

function openSslCause(code: string | null): Cause | null {
  if (code === null || code === unexpectedEnd) return null;
  const alert = alertOfCode(code);
  if (alert) return { kind: 'alert', alert };
  if (localReasons.has(code) || code.startsWith('ERR_OSSL_')) return { kind: 'local' };
  return code.startsWith('ERR_SSL_') ? { kind: 'protocol' } : null;
}

function endCause({ timedOut, transport }: FailureEvidence): Cause {
  if (timedOut) return { kind: 'timeout', code: null };
  if (transport === null) return { kind: 'closed', code: null };
  const kind = connectKinds[transport];
  return { kind: kind === 'timeout' || kind === 'unreachable' ? kind : 'reset', code: transport };
}

// Empty lines before the first are no offence (RFC 9112, section 2.2).
function startsAsHttp1(bytes: Buffer): boolean {
  return /^[\r\n]*HTTP\//.test(bytes.toString('latin1'));
}
