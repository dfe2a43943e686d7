import type { HttpsRecord } from '../types.ts';
import { readName } from './message.ts';

/** Keys of parameters (IANA, DNS SVCB). */
const key = { alpn: 1, noDefaultAlpn: 2, port: 3, ipv4hint: 4, ech: 5, ipv6hint: 6 } as const;

/**
 * Reads an HTTPS record (RFC 9460, section 2.2).
 * @param data its RDATA
 * @param owner the name that it stands at, which a target of `.` means
 * @returns null: it is malformed
 */
export function readHttpsRecord(data: Buffer, owner: string): HttpsRecord | null {
  try {
    const priority = data.readUInt16BE(0);
    const target = readName(data, 2);
    // No pointers here (RFC 9460, section 2.2): a byte before each label, and one at the end.
    if (target.end !== 2 + (target.name === '' ? 0 : target.name.length + 1) + 1) return null;
    const record: HttpsRecord = {
      priority,
      target: target.name === '' ? owner : target.name,
      alpn: [],
      noDefaultAlpn: false,
      port: null,
      hints: [],
      ech: null,
    };
    for (let at = target.end; at < data.length; ) {
      const length = data.readUInt16BE(at + 2);
      const value = data.subarray(at + 4, at + 4 + length);
      if (value.length < length) return null;
      take(record, data.readUInt16BE(at), value);
      at += 4 + length;
    }
    return record;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function take(record: HttpsRecord, parameter: number, value: Buffer): void {
  if (parameter === key.alpn) record.alpn = vectors(value).map((bytes) => bytes.toString('latin1'));
  else if (parameter === key.noDefaultAlpn) record.noDefaultAlpn = true;
  else if (parameter === key.port) record.port = value.readUInt16BE(0);
  else if (parameter === key.ipv4hint) record.hints.push(...chunks(value, 4).map((bytes) => [...bytes].join('.')));
  else if (parameter === key.ipv6hint) record.hints.push(...chunks(value, 16).map(ipv6));
  else if (parameter === key.ech) record.ech = publicNames(value);
}

/** Each behind its length in one byte. */
function vectors(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 1 + bytes.readUInt8(at))
    found.push(bytes.subarray(at + 1, at + 1 + bytes.readUInt8(at)));
  return found;
}

/**
 * Takes bytes apart.
 * @param bytes as many addresses as there are
 * @param size of one
 * @returns the whole ones
 */
export function chunks(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

/**
 * An IPv6 address as text, comparable with another of the same function.
 * @param bytes sixteen
 * @returns eight groups without leading zeros, none left out
 */
export function ipv6(bytes: Buffer): string {
  return chunks(bytes, 2)
    .map((group) => group.readUInt16BE(0).toString(16))
    .join(':');
}

const version = 0xfe0d;

/** The outer names of an ECHConfigList (RFC 9849, section 4); those of another version are passed over. */
function publicNames(list: Buffer): string[] {
  const names: string[] = [];
  const end = Math.min(list.length, 2 + list.readUInt16BE(0));
  for (let at = 2; at + 4 <= end; at += 4 + list.readUInt16BE(at + 2)) {
    if (list.readUInt16BE(at) !== version) continue;
    // config_id, kem_id, public_key, cipher_suites, maximum_name_length, public_name
    let inner = at + 4 + 3;
    inner += 2 + list.readUInt16BE(inner);
    inner += 2 + list.readUInt16BE(inner) + 1;
    const length = list.readUInt8(inner);
    const name = list.toString('latin1', inner + 1, inner + 1 + length).toLowerCase();
    if (/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(name)) names.push(name);
  }
  return names;
}
