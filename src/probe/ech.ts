import {
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { TlsPlan } from '../types.ts';
import { Cursor } from './cursor.ts';
import { decryptHandshake } from './decrypt.ts';
import type { Tap } from './tap.ts';
import { handshakeMessages, looksLikeTls, recordType, tlsRecords } from './wire.ts';

/** What a backend makes of an Encrypted ClientHello under keys that nobody has (RFC 9849, section 6.2). */
export type EchAnswer =
  /** It sends its own keys: it knows Encrypted ClientHello. */
  | 'keys'
  /** It answers as if it had not been there. */
  | 'none';

const extension = {
  serverName: 0,
  supportedGroups: 10,
  signatureAlgorithms: 13,
  alpn: 16,
  supportedVersions: 43,
  keyShare: 51,
  encryptedClientHello: 0xfe0d,
} as const;
const groups = { x25519: 0x001d, p256: 0x0017 } as const;
const tls13 = 0x0304;
const serverHello = 2;
const encryptedExtensions = 8;
const x25519Length = 32;
// Of an inner ClientHello of ordinary size, padded to a multiple of 32 and sealed.
const payloadLength = 192 + 16;

/** A ClientHello and what is needed to read its answer. */
export interface EchHello {
  /** The handshake message, without record. */
  message: Buffer;
  keys: Record<number, KeyObject>;
}

/**
 * Writes a ClientHello for TLS 1.3 alone, with an Encrypted ClientHello that nobody can open.
 * @param plan server name and protocols
 * @returns it, with its keys
 */
export function echHello(plan: Pick<TlsPlan, 'servername' | 'alpn'>): EchHello {
  const [ours, curve] = [generateKeyPairSync('x25519'), generateKeyPairSync('ec', { namedCurve: 'prime256v1' })];
  const { publicKey: strange } = generateKeyPairSync('x25519');
  const extensions = [
    ...(plan.servername === null ? [] : [extend(extension.serverName, serverNames(plan.servername))]),
    extend(extension.supportedGroups, sized(2, uint16(groups.x25519, groups.p256))),
    // ecdsa_secp256r1_sha256, rsa_pss_rsae_sha256 to sha512, ecdsa_secp384r1_sha384, ed25519, rsa_pkcs1_sha256
    extend(extension.signatureAlgorithms, sized(2, uint16(0x0403, 0x0804, 0x0805, 0x0806, 0x0503, 0x0807, 0x0401))),
    ...(plan.alpn.length === 0
      ? []
      : [
          extend(
            extension.alpn,
            sized(2, Buffer.concat(plan.alpn.map((name) => sized(1, Buffer.from(name, 'latin1'))))),
          ),
        ]),
    extend(extension.supportedVersions, sized(1, uint16(tls13))),
    extend(
      extension.keyShare,
      sized(
        2,
        Buffer.concat([
          uint16(groups.x25519),
          sized(2, raw(ours.publicKey, x25519Length)),
          uint16(groups.p256),
          sized(2, raw(curve.publicKey, 65)),
        ]),
      ),
    ),
    extend(
      extension.encryptedClientHello,
      Buffer.concat([
        // outer; HKDF-SHA256 with AES-128-GCM; some config_id
        Buffer.of(0),
        uint16(1, 1),
        randomBytes(1),
        sized(2, raw(strange, x25519Length)),
        sized(2, randomBytes(payloadLength)),
      ]),
    ),
  ];
  const body = Buffer.concat([
    uint16(0x0303),
    randomBytes(32),
    sized(1, randomBytes(32)),
    sized(2, uint16(0x1301, 0x1302, 0x1303)),
    sized(1, Buffer.of(0)),
    sized(2, Buffer.concat(extensions)),
  ]);
  return {
    message: Buffer.concat([Buffer.of(1), sized(3, body)]),
    keys: { [groups.x25519]: ours.privateKey, [groups.p256]: curve.privateKey },
  };
}

/**
 * Says such a ClientHello and reads as far as the backend's EncryptedExtensions; the handshake goes no further.
 * @param wire the connection
 * @param plan server name and protocols
 * @returns what it makes of it; rejects with an error that has a code where it does not come so far
 */
export async function askEch(wire: Tap, plan: Pick<TlsPlan, 'servername' | 'alpn'>): Promise<EchAnswer> {
  const hello = echHello(plan);
  const answer = new Promise<EchAnswer>((resolve, reject) => {
    wire.on('data', () => {
      const read = echAnswer(wire.first, hello);
      if (read === 'refused') reject(ended('ERR_SSL_UNEXPECTED_MESSAGE'));
      else if (read !== null) resolve(read);
    });
    wire.once('end', () => reject(ended('ECONNRESET')));
    wire.once('close', () => reject(ended('ECONNRESET')));
  });
  wire.write(Buffer.concat([Buffer.of(recordType.handshake, 3, 1), sized(2, hello.message)]));
  return answer;
}

/**
 * Reads the answer to such a ClientHello.
 * @param bytes what the backend sent so far
 * @param hello what it answers
 * @returns null: not all of it is there yet; `refused`: an alert, another version, another group, or no TLS
 */
export function echAnswer(bytes: Buffer, hello: EchHello): EchAnswer | 'refused' | null {
  if (bytes.length > 0 && !looksLikeTls(bytes)) return 'refused';
  const records = tlsRecords(bytes);
  if (records.some(({ type }) => type === recordType.alert)) return 'refused';
  try {
    const clear = records.filter(({ type }) => type === recordType.handshake).map(({ body }) => body);
    const [first] = handshakeMessages(Buffer.concat(clear));
    if (!first) return null;
    if (first.type !== serverHello) return 'refused';
    const chosen = choice(first.body, hello);
    if (!chosen) return 'refused';
    const whole = Buffer.concat([Buffer.of(serverHello), sized(3, first.body)]);
    const secret = trafficSecret(chosen.shared, chosen.hash, Buffer.concat([hello.message, whole]));
    const sealed = records.filter(({ type }) => type === recordType.applicationData);
    const opened = decryptHandshake(sealed, chosen.suite, secret);
    const found = handshakeMessages(opened ?? Buffer.alloc(0)).find(({ type }) => type === encryptedExtensions);
    if (!found) return null;
    return extensionsOf(new Cursor(found.body).vector(2)).has(extension.encryptedClientHello) ? 'keys' : 'none';
  } catch (error) {
    if (error instanceof RangeError) return 'refused';
    throw error;
  }
}

/** RFC 8446, section 4.1.3: what the server chose; null: a HelloRetryRequest, an older version, what was not offered. */
function choice(body: Buffer, { keys }: EchHello): { suite: number; hash: string; shared: Buffer } | null {
  const cursor = new Cursor(body);
  cursor.take(2 + 32);
  cursor.vector(1);
  const suite = cursor.number(2);
  cursor.number(1);
  const share = cursor.more ? extensionsOf(cursor.vector(2)).get(extension.keyShare) : undefined;
  if (!share || share.length < 4) return null;
  const group = share.readUInt16BE(0);
  const key = keys[group];
  const publicKey = key && readPublicKey(group, share.subarray(4));
  if (!key || !publicKey) return null;
  const hash = suite === 0x1302 ? 'sha384' : 'sha256';
  return { suite, hash, shared: diffieHellman({ privateKey: key, publicKey }) };
}

/** RFC 8446, section 7.1, as far as server_handshake_traffic_secret. */
function trafficSecret(shared: Buffer, hash: string, transcript: Buffer): Buffer {
  const zeros = Buffer.alloc(createHash(hash).digest().length);
  const digest = (bytes: Buffer) => createHash(hash).update(bytes).digest();
  const extract = (salt: Buffer, key: Buffer) => createHmac(hash, salt).update(key).digest();
  const derive = (secret: Buffer, label: string, context: Buffer) => {
    const info = [
      uint16(zeros.length),
      sized(1, Buffer.from(`tls13 ${label}`, 'latin1')),
      sized(1, context),
      Buffer.of(1),
    ];
    return createHmac(hash, secret).update(Buffer.concat(info)).digest();
  };
  const early = extract(zeros, zeros);
  const handshake = extract(derive(early, 'derived', digest(Buffer.alloc(0))), shared);
  return derive(handshake, 's hs traffic', digest(transcript));
}

// RFC 8410 and RFC 5480: what stands before the key itself in SubjectPublicKeyInfo.
const prefixes: Record<number, string> = {
  [groups.x25519]: '302a300506032b656e032100',
  [groups.p256]: '3059301306072a8648ce3d020106082a8648ce3d030107034200',
};

function readPublicKey(group: number, key: Buffer): KeyObject | null {
  try {
    const der = Buffer.concat([Buffer.from(prefixes[group] ?? '', 'hex'), key]);
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

function raw(key: KeyObject, length: number): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(-length);
}

function extensionsOf(bytes: Buffer): Map<number, Buffer> {
  const cursor = new Cursor(bytes);
  const found = new Map<number, Buffer>();
  while (cursor.more) found.set(cursor.number(2), cursor.vector(2));
  return found;
}

function extend(type: number, data: Buffer): Buffer {
  return Buffer.concat([uint16(type), sized(2, data)]);
}

/** RFC 6066, section 3. */
function serverNames(name: string): Buffer {
  return sized(2, Buffer.concat([Buffer.of(0), sized(2, Buffer.from(name, 'latin1'))]));
}

function sized(bytes: 1 | 2 | 3, data: Buffer): Buffer {
  const length = Buffer.alloc(bytes);
  length.writeUIntBE(data.length, 0, bytes);
  return Buffer.concat([length, data]);
}

function uint16(...values: number[]): Buffer {
  return Buffer.concat(values.map((value) => Buffer.of(value >> 8, value & 0xff)));
}

function ended(code: string): Error {
  return Object.assign(new Error('the ClientHello was not answered'), { code });
}
