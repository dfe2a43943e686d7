import { generateKeyPairSync, randomBytes, randomInt } from 'node:crypto';
import type { TlsPlan } from '../types.ts';

/** Numbers of groups (IANA, TLS Supported Groups) in OpenSSL 3.5's order; the first is draft-ietf-tls-ecdhe-mlkem's. */
const x25519MlKem768 = 0x11ec;
const x25519 = 0x001d;
const classicGroups = [x25519, 0x0017, 0x001e, 0x0018, 0x0019, 0x0100, 0x0101];

// What HAProxy 3.0.11 with OpenSSL 3.5.7 sends at its defaults (captured).
const suites =
  '130213031301c02cc030009fcca9cca8ccaac02bc02f009ec024c028006bc023c0270067c00ac0140039c009c0130033009d009c003d003c0035002f';
const signatures =
  '09050906090404030503060308070808081a081b081c0809080a080b080408050806040105010601030303010302040205020602';
// At security level 0, captured likewise: SHA-1 too.
const weakSignatures =
  '09050906090404030503060308070808081a081b081c0809080a080b080408050806040105010601030303020301020302010202040205020602';
// Stands for the extension of that purpose where TLS before 1.2 is offered (RFC 5746, section 3.3).
const renegotiationSuite = '00ff';
const versions = { TLSv1: 0x0301, 'TLSv1.1': 0x0302, 'TLSv1.2': 0x0303, 'TLSv1.3': 0x0304 } as const;

const extension = {
  serverName: 0,
  supportedGroups: 10,
  pointFormats: 11,
  signatureAlgorithms: 13,
  alpn: 16,
  padding: 21,
  encryptThenMac: 22,
  extendedMasterSecret: 23,
  compressCertificate: 27,
  sessionTicket: 35,
  supportedVersions: 43,
  pskModes: 45,
  keyShare: 51,
  renegotiationInfo: 0xff01,
} as const;

/** Coefficients of a polynomial vector of ML-KEM-768, and what they are less than (FIPS 203, section 8). */
const coefficients = 768;
const modulus = 3329;
const seedLength = 32;
const mlKemKeyLength = 1184;
const x25519Length = 32;

/**
 * One ClientHello (RFC 8446, section 4.1.2) as OpenSSL 3.5 sends it at its defaults: the same extensions in the same
 * order. Nobody can go on with the handshake from here: its keys are forgotten.
 *
 * @param plan `hello` says whether it has the post-quantum key share, or only its size
 * @returns a TLS record of some 1550 bytes
 */
export function clientHello(plan: TlsPlan): Buffer {
  const own = keyShare(x25519, x25519Key());
  const large = plan.hello === 'X25519MLKEM768';
  const groups = large ? [x25519MlKem768, ...classicGroups] : classicGroups;
  const shares = large ? [keyShare(x25519MlKem768, Buffer.concat([mlKemKey(), x25519Key()])), own] : [own];
  const old = plan.minVersion !== 'TLSv1.2' && plan.minVersion !== 'TLSv1.3';
  const signed = plan.securityLevel === 0 ? weakSignatures : signatures;
  const extensions = [
    ...(old ? [] : [extend(extension.renegotiationInfo, Buffer.of(0))]),
    ...(plan.servername === null ? [] : [extend(extension.serverName, serverNames(plan.servername))]),
    extend(extension.pointFormats, Buffer.of(3, 0, 1, 2)),
    extend(extension.supportedGroups, sized(2, Buffer.concat(groups.map(uint16)))),
    extend(extension.sessionTicket),
    ...(plan.alpn.length === 0 ? [] : [extend(extension.alpn, protocols(plan.alpn))]),
    extend(extension.encryptThenMac),
    extend(extension.extendedMasterSecret),
    extend(extension.signatureAlgorithms, sized(2, Buffer.from(signed, 'hex'))),
    extend(extension.supportedVersions, sized(1, Buffer.concat(offered(plan).map(uint16)))),
    extend(extension.pskModes, Buffer.of(1, 1)),
    extend(extension.keyShare, sized(2, Buffer.concat(shares))),
    extend(extension.compressCertificate, Buffer.of(4, 0, 1, 0, 3)),
    // What the share takes in the list of groups and of shares, less the header of this extension.
    ...(large ? [] : [extend(extension.padding, Buffer.alloc(2 + 4 + mlKemKeyLength + x25519Length - 4))]),
  ];
  const body = Buffer.concat([
    uint16(versions['TLSv1.2']),
    randomBytes(32),
    sized(1, randomBytes(32)),
    sized(2, Buffer.from(old ? suites + renegotiationSuite : suites, 'hex')),
    sized(1, Buffer.of(0)),
    sized(2, Buffer.concat(extensions)),
  ]);
  const message = Buffer.concat([Buffer.of(1), sized(3, body)]);
  // The version of the first record is 3.1 for the sake of old middleboxes (RFC 8446, section 5.1).
  return Buffer.concat([Buffer.of(22, 3, 1), sized(2, message)]);
}

function extend(type: number, data: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([uint16(type), sized(2, data)]);
}

/** RFC 6066, section 3. */
function serverNames(name: string): Buffer {
  return sized(2, Buffer.concat([Buffer.of(0), sized(2, Buffer.from(name, 'latin1'))]));
}

/** RFC 7301, section 3.1. */
function protocols(names: readonly string[]): Buffer {
  return sized(2, Buffer.concat(names.map((name) => sized(1, Buffer.from(name, 'latin1')))));
}

function offered({ minVersion, maxVersion }: TlsPlan): number[] {
  return Object.values(versions)
    .filter((version) => version >= versions[minVersion] && version <= versions[maxVersion])
    .reverse();
}

function keyShare(group: number, key: Buffer): Buffer {
  return Buffer.concat([uint16(group), sized(2, key)]);
}

function x25519Key(): Buffer {
  const { publicKey } = generateKeyPairSync('x25519');
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(-x25519Length);
}

/**
 * What reads as an encapsulation key (FIPS 203, sections 4.2.1 and 7.2): 12 bits a coefficient, each below the modulus,
 * and a seed. Its owner does not exist, which nobody can see.
 */
function mlKemKey(): Buffer {
  const key = Buffer.alloc(mlKemKeyLength - seedLength);
  for (let i = 0; i < coefficients; i += 2) {
    const [low, high] = [randomInt(modulus), randomInt(modulus)];
    key.writeUIntLE(low | (high << 12), (i / 2) * 3, 3);
  }
  return Buffer.concat([key, randomBytes(seedLength)]);
}

function sized(bytes: 1 | 2 | 3, data: Buffer): Buffer {
  const length = Buffer.alloc(bytes);
  length.writeUIntBE(data.length, 0, bytes);
  return Buffer.concat([length, data]);
}

function uint16(value: number): Buffer {
  return Buffer.of(value >> 8, value & 0xff);
}
