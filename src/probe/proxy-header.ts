import { isIPv6 } from 'node:net';
import type { ProxyHeader } from '../types.ts';

/** One end of a TCP connection. */
export interface Endpoint {
  /** IPv4 or IPv6 literal. */
  address: string;
  port: number;
}

const signature = Buffer.from([0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]);
const versionAndProxy = 0x21;
const tcpOverIpv4 = 0x11;
const tcpOverIpv6 = 0x21;

/**
 * The header that says who connects, as HAProxy's `send-proxy` (v1) and `send-proxy-v2` write it
 * (The PROXY protocol, sections 2.1 and 2.2; command PROXY, no TLVs).
 *
 * @param version which of the two forms
 * @param from source of the connection
 * @param to destination of the connection, of the same family
 * @returns the bytes to send before anything else
 */
export function proxyHeader(version: ProxyHeader, from: Endpoint, to: Endpoint): Buffer {
  const source = withoutZone(from.address);
  const destination = withoutZone(to.address);
  const six = isIPv6(source);
  if (version === 'v1') {
    return Buffer.from(`PROXY ${six ? 'TCP6' : 'TCP4'} ${source} ${destination} ${from.port} ${to.port}\r\n`, 'latin1');
  }
  const bytes = six ? ipv6Bytes : ipv4Bytes;
  const ports = Buffer.alloc(4);
  ports.writeUInt16BE(from.port, 0);
  ports.writeUInt16BE(to.port, 2);
  const addresses = Buffer.concat([bytes(source), bytes(destination), ports]);
  const head = Buffer.from([versionAndProxy, six ? tcpOverIpv6 : tcpOverIpv4, 0, addresses.length]);
  return Buffer.concat([signature, head, addresses]);
}

// A scope id (`fe80::1%eth0`) means nothing to the other end.
function withoutZone(address: string): string {
  return address.split('%', 1)[0] ?? '';
}

function ipv4Bytes(address: string): Buffer {
  return Buffer.from(address.split('.').map(Number));
}

// RFC 4291, section 2.2: hexadecimal groups, one run of zeros left out, the last 32 bits perhaps as an IPv4 address.
function ipv6Bytes(address: string): Buffer {
  const [left = '', right] = address.split('::');
  const head = groups(left);
  const tail = right === undefined ? [] : groups(right);
  const zeros = new Array<number>(16 - head.length - tail.length).fill(0);
  return Buffer.from([...head, ...zeros, ...tail]);
}

function groups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}
