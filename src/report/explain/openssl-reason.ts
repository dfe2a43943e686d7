import type { Symptom } from './symptom.ts';
import { certificates } from './symptoms/certificates.ts';
import { handshake } from './symptoms/handshake.ts';
import { http } from './symptoms/http.ts';

// OpenSSL's reasons (sslerr.h, SSL_R_*) with their numbers, which 1.0.2, 1.1.1 and 3.x share; BoringSSL and LibreSSL have
// the names. Alerts that came are reasons from 1000 on.
const reasons: readonly (readonly [number: number, name: string, symptom: Symptom])[] = [
  [267, 'WRONG_VERSION_NUMBER', handshake['not-tls']],
  [252, 'UNKNOWN_PROTOCOL', handshake['not-tls']],
  [443, 'BAD_RECORD_TYPE', handshake['not-tls']],
  [198, 'PACKET_LENGTH_TOO_LONG', handshake['not-tls']],
  [254, 'UNKNOWN_SSL_VERSION', handshake['no-common-version']],
  [258, 'UNSUPPORTED_PROTOCOL', handshake['no-common-version']],
  [259, 'UNSUPPORTED_SSL_VERSION', handshake['no-common-version']],
  [191, 'NO_PROTOCOLS_AVAILABLE', handshake['no-common-version']],
  [396, 'VERSION_TOO_LOW', handshake['no-common-version']],
  [166, 'VERSION_TOO_HIGH', handshake['no-common-version']],
  [373, 'INAPPROPRIATE_FALLBACK', handshake['no-common-version']],
  [193, 'NO_SHARED_CIPHER', handshake['no-common-cipher']],
  [181, 'NO_CIPHERS_AVAILABLE', handshake['no-common-cipher']],
  [410, 'NO_SHARED_GROUPS', handshake['no-common-cipher']],
  [101, 'NO_SUITABLE_KEY_SHARE', handshake['no-common-cipher']],
  [295, 'NO_SUITABLE_GROUPS', handshake['no-common-cipher']],
  [376, 'NO_SHARED_SIGNATURE_ALGORITHMS', handshake['no-common-cipher']],
  [118, 'NO_SUITABLE_SIGNATURE_ALGORITHM', handshake['no-common-cipher']],
  [235, 'NO_APPLICATION_PROTOCOL', handshake['no-common-protocol']],
  [156, 'HTTP_REQUEST', handshake['clear-text-to-tls']],
  [155, 'HTTPS_PROXY_REQUEST', handshake['clear-text-to-tls']],
  [294, 'UNEXPECTED_EOF_WHILE_READING', handshake['closed-in-handshake']],
  [229, 'SSL_HANDSHAKE_FAILURE', handshake['handshake-failed']],
  [234, 'CALLBACK_FAILED', handshake['no-certificate-here']],
  [226, 'CLIENTHELLO_TLSEXT', handshake['no-certificate-here']],
  [377, 'CERT_CB_ERROR', handshake['no-certificate-here']],
  [179, 'NO_CERTIFICATE_SET', handshake['no-certificate-here']],
  [134, 'CERTIFICATE_VERIFY_FAILED', certificates['verify-failed']],
  [199, 'PEER_DID_NOT_RETURN_A_CERTIFICATE', certificates['client-certificate-demanded']],
  [338, 'UNSAFE_LEGACY_RENEGOTIATION_DISABLED', handshake['legacy-renegotiation']],
  [104, 'INCONSISTENT_EXTMS', handshake['extended-master-secret']],
  [394, 'DH_KEY_TOO_SMALL', handshake['weak-key']],
  [399, 'EE_KEY_TOO_SMALL', handshake['weak-key']],
  [397, 'CA_KEY_TOO_SMALL', handshake['weak-key']],
  [102, 'BAD_DH_VALUE', handshake['weak-key']],
  [398, 'CA_MD_TOO_WEAK', handshake['weak-signature']],
  [333, 'LEGACY_SIGALG_DISALLOWED_OR_UNSUPPORTED', handshake['weak-signature']],
  [370, 'WRONG_SIGNATURE_TYPE', handshake['weak-signature']],
  [160, 'LENGTH_TOO_SHORT', handshake.garbled],
  [159, 'LENGTH_MISMATCH', handshake.garbled],
  [110, 'BAD_EXTENSION', handshake.garbled],
  [108, 'BAD_KEY_SHARE', handshake.garbled],
  [227, 'PARSE_TLSEXT', handshake.garbled],
  [244, 'UNEXPECTED_MESSAGE', handshake.garbled],
  [245, 'UNEXPECTED_RECORD', handshake.garbled],
  [401, 'FRAGMENTED_CLIENT_HELLO', handshake.garbled],
  [281, 'DECRYPTION_FAILED_OR_BAD_RECORD_MAC', handshake.garbled],
  [207, 'PROTOCOL_IS_SHUTDOWN', handshake['closed-in-handshake']],
  [291, 'APPLICATION_DATA_AFTER_CLOSE_NOTIFY', http['not-http']],
];

const byNumber = new Map(reasons.map(([number, name, symptom]) => [number, { name, symptom }]));
const byName = new Map(reasons.map(([, name, symptom]) => [name, { name, symptom }]));

/** What OpenSSL says went wrong: an alert that came in, or a reason of its own. */
export type OpensslReason = { alert: number } | { name: string; symptom: Symptom };

// The library number 20 is that of SSL: in 1.x the first byte, in 3.x above bit 23. BoringSSL has 16 for it, and numbers
// of its own for all but alerts.
const code = /(?:^|[^\dA-Fa-f])(?<code>(?:0A0|14[\dA-F]|100)[\dA-Fa-f]{5})(?![\dA-Fa-f])/i;
const named = [
  /\bSSL routines:[^:]*:(?<name>[^:)\]]+)/,
  /\[SSL: (?<name>[A-Z\d_/]+)\]/,
  /\bERR_SSL_(?<name>[A-Z\d_/]+)/,
];

/**
 * The reason of an error of OpenSSL, LibreSSL or BoringSSL.
 * @param text `error:0A000458:SSL routines::tlsv1 unrecognized name`, `[SSL: WRONG_VERSION_NUMBER]`, `0A00010B`
 * @returns null: there is none, or none that says something of a handshake
 */
export function opensslReason(text: string): OpensslReason | null {
  for (const pattern of named) {
    const name = pattern.exec(text)?.groups?.name?.trim().toUpperCase().replaceAll(' ', '_');
    const found = byName.get(name ?? '');
    if (found) return found;
  }
  const alone = /^[a-z]+(?: [a-z]+){2,}$/.test(text) ? byName.get(text.toUpperCase().replaceAll(' ', '_')) : undefined;
  if (alone) return alone;
  const isError = /\berror:|\bSSL\b|^\s*(?:0x)?[\dA-Fa-f]{8}\s*$/.test(text);
  const digits = isError ? code.exec(text)?.groups?.code : undefined;
  if (digits === undefined) return null;
  const number = Number.parseInt(digits, 16) & (/^1/.test(digits) ? 0xfff : 0x7fffff);
  if (number >= 1000 && number < 1256) return { alert: number - 1000 };
  return /^10/.test(digits) ? null : (byNumber.get(number) ?? null);
}
