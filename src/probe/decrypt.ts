import { type CipherGCMTypes, createDecipheriv, createHmac } from 'node:crypto';
import { recordType, type TlsRecord } from './wire.ts';

interface Suite {
  cipher: CipherGCMTypes | 'chacha20-poly1305';
  hash: string;
  keyLength: number;
}

// RFC 8446, section B.4.
const suites: Record<number, Suite> = {
  4865: { cipher: 'aes-128-gcm', hash: 'sha256', keyLength: 16 },
  4866: { cipher: 'aes-256-gcm', hash: 'sha384', keyLength: 32 },
  4867: { cipher: 'chacha20-poly1305', hash: 'sha256', keyLength: 32 },
};

const tagLength = 16;
const finished = 20;

/**
 * Opens the server's handshake records of a TLS 1.3 connection (RFC 8446, sections 5.2, 5.3 and 7.3), up to the
 * message Finished: what follows is under other keys.
 *
 * @param records the server's encrypted records, in order, from the first on
 * @param suite number of the cipher suite
 * @param secret SERVER_HANDSHAKE_TRAFFIC_SECRET
 * @returns the joined handshake messages as far as they could be opened; null: the suite is not known
 */
export function decryptHandshake(records: TlsRecord[], suite: number, secret: Buffer): Buffer | null {
  const known = suites[suite];
  if (!known) return null;
  const key = expandLabel(known.hash, secret, 'key', known.keyLength);
  const iv = expandLabel(known.hash, secret, 'iv', 12);
  let opened = Buffer.alloc(0);
  for (const [sequence, record] of records.entries()) {
    const inner = open(known, key, nonce(iv, sequence), record);
    if (!inner || inner.type !== recordType.handshake) break;
    opened = Buffer.concat([opened, inner.content]);
    if (endsWithFinished(opened)) break;
  }
  return opened;
}

// RFC 5869, section 2.3, for no more than one block of output, with the label of RFC 8446, section 7.1.
function expandLabel(hash: string, secret: Buffer, label: string, length: number): Buffer {
  const full = `tls13 ${label}`;
  const info = Buffer.from([0, length, full.length, ...Buffer.from(full, 'latin1'), 0, 1]);
  return createHmac(hash, secret).update(info).digest().subarray(0, length);
}

function nonce(iv: Buffer, sequence: number): Buffer {
  const bytes = Buffer.from(iv);
  bytes.writeUInt32BE((bytes.readUInt32BE(8) ^ sequence) >>> 0, 8);
  return bytes;
}

function open(
  { cipher }: Suite,
  key: Buffer,
  iv: Buffer,
  { header, body }: TlsRecord,
): { type: number; content: Buffer } | null {
  if (body.length <= tagLength) return null;
  const sealed = body.subarray(0, -tagLength);
  // Both families are used alike; only the types of node:crypto tell them apart.
  const decipher = createDecipheriv(cipher as CipherGCMTypes, key, iv, { authTagLength: tagLength });
  decipher.setAuthTag(body.subarray(-tagLength));
  decipher.setAAD(header);
  let plain: Buffer;
  try {
    plain = Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    return null;
  }
  // The content type is the last byte that is not padding.
  let end = plain.length - 1;
  while (end > 0 && plain[end] === 0) end -= 1;
  return { type: plain[end] ?? 0, content: plain.subarray(0, end) };
}

function endsWithFinished(messages: Buffer): boolean {
  let at = 0;
  while (at + 4 <= messages.length) {
    if (messages[at] === finished) return true;
    at += 4 + messages.readUIntBE(at + 1, 3);
  }
  return false;
}
