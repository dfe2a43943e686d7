/** Alerts of TLS by number (RFC 8446, section 6; RFC 5246, 7.2; RFC 6066, section 9), each with the spellings that libraries have for it. */
const spellings: Readonly<Record<number, readonly string[]>> = {
  10: ['unexpected_message'],
  20: ['bad_record_mac'],
  21: ['decryption_failed'],
  22: ['record_overflow'],
  30: ['decompression_failure'],
  40: ['handshake_failure', 'peer_handshake_fail', 'handshake_failed'],
  41: ['no_certificate', 'no_certificate_reserved'],
  42: ['bad_certificate'],
  43: ['unsupported_certificate'],
  44: ['certificate_revoked', 'revoked_certificate'],
  45: ['certificate_expired', 'expired_certificate'],
  46: ['certificate_unknown', 'unknown_certificate'],
  47: ['illegal_parameter'],
  48: ['unknown_ca', 'unknown_certificate_authority'],
  49: ['access_denied'],
  50: ['decode_error', 'error_decoding_message'],
  51: ['decrypt_error', 'error_decrypting_message'],
  60: ['export_restriction'],
  70: ['protocol_version', 'protocol_version_not_supported'],
  71: ['insufficient_security', 'insufficient_security_level'],
  80: ['internal_error'],
  86: ['inappropriate_fallback'],
  90: ['user_canceled', 'user_cancelled'],
  100: ['no_renegotiation'],
  109: ['missing_extension'],
  110: ['unsupported_extension'],
  111: ['certificate_unobtainable'],
  112: ['unrecognized_name', 'unrecognised_name', 'unrecognized_server_name'],
  113: ['bad_certificate_status_response'],
  114: ['bad_certificate_hash_value'],
  115: ['unknown_psk_identity'],
  116: ['certificate_required'],
  120: ['no_application_protocol'],
};

const numbers = new Map(
  Object.entries(spellings).flatMap(([number, names]) => names.map((name) => [bare(name), Number(number)] as const)),
);

/** `UnrecognisedName`, `unrecognized name` and `UNRECOGNIZED_NAME` alike. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/**
 * The number of an alert.
 * @param name as any library writes it: `unrecognized name`, `UnrecognisedName`, `HANDSHAKE_FAILURE`
 * @returns null: no alert has this name
 */
export function alertNumber(name: string): number | null {
  return numbers.get(bare(name)) ?? null;
}

/**
 * The name of an alert.
 * @param number 0 to 255
 * @returns its name in the RFCs; null: none has this number
 */
export function alertName(number: number): string | null {
  return spellings[number]?.[0] ?? null;
}

// The parts that tell a received alert, whoever writes it: OpenSSL and what is built on it, curl's trace, Go, Java, rustls,
// .NET, GnuTLS.
const patterns: readonly RegExp[] = [
  /\(IN\), TLS (?:header, )?alert[^(]*\((?<code>\d{3})\)/gi,
  /(?:^|[^A-Za-z\d])(?:TLSV1|SSLV3|TLSV13|SSL\/TLS)[ _](?:ALERT[ _])?(?<name>[A-Z][A-Z_ ]+)/gi,
  /\bfatal[ _]alert(?: received)?[:=]? ?['"(]?(?<name>[A-Za-z_]+)/gi,
  /\bremote error: tls: (?:alert\((?<number>\d+)\)|(?<name>[a-z][A-Za-z ]+))/g,
  /\balert number (?<number>\d{1,3})\b/gi,
  /\bsent a TLS alert: '(?<name>[A-Za-z]+)'/g,
  /\bAlertReceived\((?<name>[A-Za-z]+)\)/g,
  /\bTLS alert received: AlertMessagePayload \{\s*level: \w+,\s*description: (?<name>[A-Za-z]+)/g,
  /\breceived alert \[(?<number>\d{1,3})\]/g,
];

/** A text that is nothing but the name, in the RFCs' spelling, or behind a mark of TLS. */
const bareName =
  /^(?:(?:tls: |TLS alert:? )(?<name>[A-Za-z][A-Za-z_ ]+)|(?<word>[a-z]+_[a-z_]+|unrecognized name|handshake failure|unknown ca))$/;
/** Names that others use for other things. */
const common = new Set(['internal_error', 'access_denied', 'decode_error', 'bad_certificate_status_response']);

/**
 * The alert that a text says was received.
 * @param text an error text of whatever client or server
 * @returns its number; null: the text speaks of none that is known
 */
export function alertIn(text: string): number | null {
  const { name: marked, word } = bareName.exec(text)?.groups ?? {};
  const alone = marked ?? word;
  if (alone !== undefined && !common.has(alone)) return alertNumber(alone);
  for (const pattern of patterns) {
    for (const { groups } of text.matchAll(pattern)) {
      const { number, code, name = '' } = groups ?? {};
      // curl shows level and description in one number.
      const found = number ? Number(number) : code ? Number(code) & 0xff : longest(name);
      if (found !== null && spellings[found]) return found;
    }
  }
  return null;
}

/** What follows a name may belong to the sentence: words are left away from its end until a name is left. */
function longest(text: string): number | null {
  const words = text.trim().split(/[ _]+/);
  for (let count = Math.min(words.length, 6); count > 0; count--) {
    const found = alertNumber(words.slice(0, count).join(' '));
    if (found !== null) return found;
  }
  return null;
}
