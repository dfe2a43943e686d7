import type { TlsVersion } from '../types.ts';
import { Cursor } from './cursor.ts';
import { decryptHandshake } from './decrypt.ts';
import { type HandshakeMessage, handshakeMessages, recordType, type TlsRecord, tlsRecords } from './wire.ts';

/** What a server said in its handshake, read from the wire. */
export interface ServerFlight {
  /** null: older than TLS 1.0. */
  version: TlsVersion | null;
  /** Number of the cipher suite (RFC 8446, section B.4). */
  suite: number;
  /** The certificates presented, DER, in order; null: none seen, or what came could not be decrypted. */
  chain: Buffer[] | null;
  /** Distinguished names in a CertificateRequest, DER; null: no certificate was asked for. */
  authorities: Buffer[] | null;
}

const message = { serverHello: 2, certificate: 11, certificateRequest: 13 } as const;
const extension = { supportedVersions: 43, certificateAuthorities: 47 } as const;

const versions: Record<number, TlsVersion> = {
  769: 'TLSv1',
  770: 'TLSv1.1',
  771: 'TLSv1.2',
  772: 'TLSv1.3',
};

/**
 * Reads the server's side of a handshake: in clear up to TLS 1.2 (RFC 5246, section 7.4), decrypted with the
 * connection's own secret in TLS 1.3 (RFC 8446, section 4).
 *
 * @param bytes what the server sent from the beginning on, perhaps cut off
 * @param secret SERVER_HANDSHAKE_TRAFFIC_SECRET of the connection; null: not known
 * @returns null: no ServerHello came, or it is malformed
 */
export function serverFlight(bytes: Buffer, secret: Buffer | null): ServerFlight | null {
  const records = tlsRecords(bytes);
  // Behind ChangeCipherSpec stand encrypted messages that would be taken for something else.
  const changed = records.findIndex(({ type }) => type === recordType.changeCipherSpec);
  const clear = joined(changed < 0 ? records : records.slice(0, changed));
  try {
    // A HelloRetryRequest, a ServerHello in form, names the same version and suite as the one that follows.
    const hello = clear.find(({ type }) => type === message.serverHello);
    if (!hello) return null;
    const { version, suite } = serverHello(hello.body);
    if (version !== 'TLSv1.3') return { version, suite, ...certificates(clear, version) };
    const sealed = records.filter(({ type }) => type === recordType.applicationData);
    const opened = secret && decryptHandshake(sealed, suite, secret);
    return { version, suite, ...certificates(handshakeMessages(opened ?? Buffer.alloc(0)), version) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

// RFC 8446, section 4.1.3; the version of TLS 1.3 stands in an extension (section 4.2.1).
function serverHello(body: Buffer): { version: TlsVersion | null; suite: number } {
  const cursor = new Cursor(body);
  let version = cursor.number(2);
  cursor.take(32);
  cursor.vector(1);
  const suite = cursor.number(2);
  cursor.number(1);
  if (cursor.more) {
    const selected = extensions(cursor.vector(2)).get(extension.supportedVersions);
    if (selected) version = new Cursor(selected).number(2);
  }
  return { version: versions[version] ?? null, suite };
}

function joined(records: TlsRecord[]): HandshakeMessage[] {
  const bodies = records.filter(({ type }) => type === recordType.handshake).map(({ body }) => body);
  return handshakeMessages(Buffer.concat(bodies));
}

function certificates(
  messages: HandshakeMessage[],
  version: TlsVersion | null,
): Pick<ServerFlight, 'chain' | 'authorities'> {
  const chain = messages.find(({ type }) => type === message.certificate);
  const request = messages.find(({ type }) => type === message.certificateRequest);
  return {
    chain: chain ? certificateList(chain.body, version === 'TLSv1.3') : null,
    authorities: request ? authorityNames(request.body, version) : null,
  };
}

// RFC 8446, section 4.4.2; RFC 5246, section 7.4.2.
function certificateList(body: Buffer, thirteen: boolean): Buffer[] {
  const cursor = new Cursor(body);
  if (thirteen) cursor.vector(1);
  const list = new Cursor(cursor.vector(3));
  const chain: Buffer[] = [];
  while (list.more) {
    chain.push(list.vector(3));
    if (thirteen) list.vector(2);
  }
  return chain;
}

// RFC 8446, sections 4.3.2 and 4.2.4; RFC 5246, section 7.4.4, whose signature algorithms are new to TLS 1.2.
function authorityNames(body: Buffer, version: TlsVersion | null): Buffer[] {
  const cursor = new Cursor(body);
  cursor.vector(1);
  if (version === 'TLSv1.3') {
    const named = extensions(cursor.vector(2)).get(extension.certificateAuthorities);
    return named ? vectors(new Cursor(named).vector(2)) : [];
  }
  if (version === 'TLSv1.2') cursor.vector(2);
  return vectors(cursor.vector(2));
}

function vectors(bytes: Buffer): Buffer[] {
  const cursor = new Cursor(bytes);
  const list: Buffer[] = [];
  while (cursor.more) list.push(cursor.vector(2));
  return list;
}

function extensions(bytes: Buffer): Map<number, Buffer> {
  const cursor = new Cursor(bytes);
  const found = new Map<number, Buffer>();
  while (cursor.more) found.set(cursor.number(2), cursor.vector(2));
  return found;
}
