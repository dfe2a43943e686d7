/** A TLS alert as an observation records it. */
export interface Alert {
  number: number;
  name: string;
}

// RFC 8446, section 6, with those that RFC 5246, section 7.2, RFC 2246, RFC 6066, section 9, and RFC 7507 knew before it.
const names: Record<number, string> = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  21: 'decryption_failed',
  22: 'record_overflow',
  30: 'decompression_failure',
  40: 'handshake_failure',
  41: 'no_certificate',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  44: 'certificate_revoked',
  45: 'certificate_expired',
  46: 'certificate_unknown',
  47: 'illegal_parameter',
  48: 'unknown_ca',
  49: 'access_denied',
  50: 'decode_error',
  51: 'decrypt_error',
  60: 'export_restriction',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  90: 'user_canceled',
  100: 'no_renegotiation',
  109: 'missing_extension',
  110: 'unsupported_extension',
  111: 'certificate_unobtainable',
  112: 'unrecognized_name',
  113: 'bad_certificate_status_response',
  114: 'bad_certificate_hash_value',
  115: 'unknown_psk_identity',
  116: 'certificate_required',
  120: 'no_application_protocol',
};

const numbers = new Map(Object.entries(names).map(([number, name]) => [name, Number(number)]));

// OpenSSL's reasons for "the peer sent this alert" (sslerr.h, SSL_R_*_ALERT_*), as Node makes error codes of them.
// OpenSSL 3.2 and later write SSL/TLS where earlier ones have SSLV3.
const alertCode = /^ERR_SSL_(?:SSLV3|SSL\/TLS|TLSV1|TLSV13)_(?:ALERT_)?([A-Z_]+)$/;

/**
 * The alert of a number.
 *
 * @param number alert description, 0 to 255
 * @returns the alert with its name of RFC 8446, section 6, or RFC 6066, section 9; `unknown` where there is none
 */
export function alertOf(number: number): Alert {
  return { number, name: names[number] ?? 'unknown' };
}

/**
 * The alert that the peer sent, told from the code of Node's error. It is the only trace of an alert that came encrypted,
 * as every alert after a TLS 1.3 handshake does.
 *
 * @param code `code` of an error of node:tls, `ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED`
 * @returns null: the code does not speak of a received alert
 */
export function alertOfCode(code: string): Alert | null {
  const name = alertCode.exec(code)?.[1]?.toLowerCase().replace('cancelled', 'canceled');
  const number = name === undefined ? undefined : numbers.get(name);
  return number === undefined ? null : alertOf(number);
}
