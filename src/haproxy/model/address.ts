import { type HaproxyVersion, parseVersion } from '../versions.ts';
import { reaches } from './keyword-list.ts';
import type { ServerAddress, ServerPort } from './types.ts';

/** An address as HAProxy reads one. */
export interface AddressRead {
  address: ServerAddress;
  /** Why HAProxy refuses it; null: it does not. */
  problem: string | null;
  /** Only `mode log` takes it (`udp@`, `uxdg@`, `dgram+`). */
  datagram: boolean;
}

interface Prefix {
  text: string;
  since?: string;
  family?: 4 | 6;
  kind: 'stream' | 'datagram' | 'quic' | 'other' | 'fd' | 'reverse';
}

const prefixes: readonly Prefix[] = [
  { text: 'unix@', kind: 'other' },
  { text: 'uxst@', since: '2.3', kind: 'other' },
  { text: 'uxdg@', since: '2.3', kind: 'datagram' },
  { text: 'abns@', kind: 'other' },
  { text: 'abnsz@', since: '3.1', kind: 'other' },
  { text: 'fd@', kind: 'fd' },
  { text: 'sockpair@', kind: 'other' },
  { text: 'rhttp@', since: '2.9', kind: 'reverse' },
  { text: 'ip@', since: '2.3', kind: 'stream' },
  { text: 'ipv4@', family: 4, kind: 'stream' },
  { text: 'ipv6@', family: 6, kind: 'stream' },
  { text: 'tcp@', since: '2.3', kind: 'stream' },
  { text: 'tcp4@', since: '2.3', family: 4, kind: 'stream' },
  { text: 'tcp6@', since: '2.3', family: 6, kind: 'stream' },
  { text: 'mptcp@', since: '3.1', kind: 'stream' },
  { text: 'mptcp4@', since: '3.1', family: 4, kind: 'stream' },
  { text: 'mptcp6@', since: '3.1', family: 6, kind: 'stream' },
  { text: 'udp@', since: '2.3', kind: 'datagram' },
  { text: 'udp4@', since: '2.3', family: 4, kind: 'datagram' },
  { text: 'udp6@', since: '2.3', family: 6, kind: 'datagram' },
  { text: 'quic4@', since: '2.5', family: 4, kind: 'quic' },
  { text: 'quic6@', since: '2.5', family: 6, kind: 'quic' },
];

/** What may stand behind an address. */
interface Allowed {
  /** `+N`, `-N` */
  offset?: boolean;
  /** `N-M` */
  range?: boolean;
  portNeeded?: boolean;
}

/**
 * Reads the address of a server line (haproxy v3.4.0 src/tools.c, `str2sa_range`; the forms that each version takes were
 * measured).
 * @param text the word, environment variables put in
 * @param version the version
 * @param experimental `expose-experimental-directives` stands in the global section
 * @returns the address, and whether it is refused
 */
export function readAddress(text: string, version: HaproxyVersion, experimental: boolean): AddressRead {
  return read(text, version, experimental, { offset: true });
}

/**
 * Whether HAProxy takes the address of `addr`, `source` or `socks4`.
 * @param text the word
 * @param version the version
 * @param allowed what may stand behind it
 * @returns what is wrong; null: nothing
 */
export function checkAddress(text: string, version: HaproxyVersion, allowed: Allowed): string | null {
  const { problem, datagram, address } = read(text, version, false, allowed);
  if (datagram) return `"${text}" is no address of a stream`;
  return (
    problem ?? (address.kind === 'name' && /[^\w.-]/.test(address.name) ? `"${address.name}" is no address` : null)
  );
}

/**
 * The port of an address of `addr`.
 * @param text the word
 * @returns null: it has none; `other`: it is no address of TCP
 */
export function checkAddressPort(text: string): number | null | 'other' {
  const { address } = read(text, newest, true, {});
  if (address.kind === 'other') return 'other';
  return typeof address.port === 'number' ? address.port : null;
}

/** Knows every form there is. */
const newest: HaproxyVersion = parseVersion('3.5');

function read(text: string, version: HaproxyVersion, experimental: boolean, allowed: Allowed): AddressRead {
  const other = (problem: string | null = null, datagram = false): AddressRead => ({
    address: { kind: 'other', text },
    problem,
    datagram,
  });
  // What most lines have.
  if (/^[\d.]*(?::\d+)?$/.test(text)) return inet(text, null, version, allowed);
  const [, type = '', rest = ''] = /^(stream\+|dgram\+|quic\+)?(.*)$/s.exec(text) ?? [];
  const prefix = prefixes.find((one) => rest.startsWith(one.text) && reaches(version, one.since ?? null));
  if (type === 'dgram+') return other(null, true);
  if (type === 'quic+') return other(quicProblem(version, experimental));
  switch (prefix?.kind) {
    case 'other':
      return other();
    case 'datagram':
      return other(null, true);
    case 'fd':
      return other('a file descriptor is no address of a server');
    case 'quic':
      return other(quicProblem(version, experimental));
    case 'reverse':
      return other(experimental ? null : needsExperimental('rhttp@'));
    default:
      if (rest.startsWith('/')) return other();
      return inet(rest.slice(prefix?.text.length ?? 0), prefix?.family ?? null, version, allowed);
  }
}

const needsExperimental = (what: string): string =>
  `${what} is experimental: it needs "expose-experimental-directives" in the global section`;

function quicProblem(version: HaproxyVersion, experimental: boolean): string | null {
  if (reaches(version, '3.3')) return experimental ? null : needsExperimental('QUIC to servers');
  // 3.0 takes such an address, whatever it then does with it.
  const taken = reaches(version, '3.0') && !reaches(version, '3.2');
  return taken ? null : 'HAProxy 3.3 is the first to speak QUIC to servers';
}

function inet(text: string, family: 4 | 6 | null, version: HaproxyVersion, allowed: Allowed): AddressRead {
  const cut = Math.max(text.lastIndexOf(':'), text.lastIndexOf(']'));
  const colon = text[cut] === ':';
  const host = colon ? text.slice(0, cut) : text;
  const { port, problem } = readPort(colon ? text.slice(cut + 1) : '', version, allowed);
  const literal = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  const done = (address: ServerAddress): AddressRead => ({ address, problem, datagram: false });
  if ((host === '' || host === '*') && family !== 6) return done({ kind: 'ip', address: '0.0.0.0', port });
  if (isV4(host) && family !== 6) return done({ kind: 'ip', address: host, port });
  if (isV6(literal) && family !== 4) return done({ kind: 'ip', address: literal.toLowerCase(), port });
  return done({ kind: 'name', name: host, port, ...(family === null ? {} : { family }) });
}

/** Digits, sign and range of what stands behind the last colon (haproxy v3.4.0 src/tools.c:1303-1390). */
function readPort(
  text: string,
  version: HaproxyVersion,
  allowed: Allowed,
): { port: ServerPort; problem: string | null } {
  // Before 3.0 what follows the digits is passed over.
  if (!reaches(version, '3.0')) text = /^[-+]?\d+(?:-\d+)?/.exec(text)?.[0] ?? text;
  const refused = (problem: string) => ({ port: null, problem });
  if (text === '') return allowed.portNeeded ? refused('a port is missing') : { port: null, problem: null };
  const [, sign = '', digits = '', high] = /^([-+]?)(\d*)(?:-(\d+))?$/.exec(text) ?? [];
  if (digits === '' && (sign === '' || high !== undefined)) return refused(`"${text}" is no port`);
  if (high !== undefined && !(allowed.range && sign === '')) return refused('a range of ports cannot stand here');
  const number = Number(digits);
  if (sign !== '') {
    if (!allowed.offset) return refused('a port counted from another cannot stand here');
    return { port: { offset: sign === '-' ? -number : number }, problem: null };
  }
  if (number > 65_535 || Number(high ?? 0) > 65_535) return refused(`"${text}" is above 65535, the highest port`);
  if (high !== undefined && number > Number(high)) return refused(`"${text}" is no range of ports`);
  if (number === 0) return allowed.portNeeded ? refused('port 0 is none') : { port: null, problem: null };
  return { port: number, problem: null };
}

function isV4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

/** An IPv6 literal as `inet_pton` takes it: eight groups, or fewer and one `::`, the last two perhaps as IPv4. */
function isV6(text: string): boolean {
  const tail = text.slice(text.lastIndexOf(':') + 1);
  const plain = isV4(tail) ? `${text.slice(0, -tail.length)}0:0` : text;
  const [left = '', right, ...more] = plain.split('::');
  if (more.length > 0 || !plain.includes(':')) return false;
  const groups = [left, right ?? ''].flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[\da-fA-F]{1,4}$/.test(group))) return false;
  return right === undefined ? groups.length === 8 : groups.length < 8;
}
