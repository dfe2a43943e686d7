/** One TLS record (RFC 8446, section 5.1). */
export interface TlsRecord {
  type: number;
  /** Type, version and length: what authenticated encryption calls the additional data. */
  header: Buffer;
  body: Buffer;
}

/** One handshake message (RFC 8446, section 4). */
export interface HandshakeMessage {
  type: number;
  body: Buffer;
}

/** Content types of records. */
export const recordType = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

/**
 * Whether bytes can be the beginning of a TLS record: a content type of RFC 8446, section B.1, and version 3.x.
 *
 * @param bytes the first that came; one is enough to say no
 */
export function looksLikeTls(bytes: Buffer): boolean {
  const [type = 0, major = 3] = bytes;
  return type >= recordType.changeCipherSpec && type <= 24 && major === 3;
}

/**
 * The complete TLS records at the beginning of what one side sent.
 *
 * @param bytes from the first byte of the connection on, perhaps cut off
 */
export function tlsRecords(bytes: Buffer): TlsRecord[] {
  const records: TlsRecord[] = [];
  let at = 0;
  while (at + 5 <= bytes.length && looksLikeTls(bytes.subarray(at))) {
    const end = at + 5 + bytes.readUInt16BE(at + 3);
    if (end > bytes.length) break;
    records.push({
      type: bytes.readUInt8(at),
      header: bytes.subarray(at, at + 5),
      body: bytes.subarray(at + 5, end),
    });
    at = end;
  }
  return records;
}

/**
 * The complete handshake messages in the joined bodies of handshake records: a message may span records, and a record
 * may hold several.
 */
export function handshakeMessages(bytes: Buffer): HandshakeMessage[] {
  const messages: HandshakeMessage[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUIntBE(at + 1, 3);
    if (end > bytes.length) break;
    messages.push({ type: bytes.readUInt8(at), body: bytes.subarray(at + 4, end) });
    at = end;
  }
  return messages;
}

/**
 * The last alert that came in clear (RFC 8446, section 6).
 *
 * @param bytes what the peer sent from the beginning on
 * @returns its number; null: none, or only close_notify, which is an orderly end. A warning counts: whoever asks does
 *   so because the connection failed.
 */
export function clearAlert(bytes: Buffer): number | null {
  let number: number | null = null;
  for (const { type, body } of tlsRecords(bytes)) {
    // An encrypted alert is longer than the two bytes of level and description.
    if (type === recordType.alert && body.length === 2) number = body.readUInt8(1) || number;
  }
  return number;
}
