import { hexOf } from './hex.ts';

/** A service that is not HTTP, by what it says. */
export interface Service {
  name: string;
  /** Of its first bytes, before or after it was spoken to wrongly; as latin1. */
  says?: RegExp;
  /** The same of bytes that are no text, in hexadecimal digits. */
  hex?: RegExp;
  /** It answers HTTP by HTTP, with status 200, to say that it is something else; `says` is of the body. */
  likeHttp?: true;
  /** Clear text may turn into TLS on a word of the client, which HAProxy does not know. */
  starttls: boolean;
  /** The port where it speaks TLS at once (IANA). */
  tlsPorts?: readonly number[];
  /** How HAProxy checks it in clear text, line by line; beside `check` on the server line. */
  clear: readonly string[];
  /** What is expected of it over TLS; absent: the handshake alone. */
  tls?: readonly string[];
}

const greeting = (expected: string): string[] => ['option tcp-check', `tcp-check expect ${expected}`];

/** What is known, the narrower first. Every line was taken by HAProxy 2.6 to 3.4. */
export const services: readonly Service[] = [
  {
    name: 'SSH',
    says: /^SSH-/,
    starttls: false,
    clear: greeting('string SSH-2.0'),
  },
  {
    name: 'SMTP',
    says: /^(?:220|421|521|554)[ -][^\r\n]{0,200}(?:SMTP|mail|synchroni[sz]ation|protocol error)/i,
    starttls: true,
    tlsPorts: [465],
    clear: ['option smtpchk EHLO haproxy.localdomain'],
    tls: greeting('rstring ^220'),
  },
  {
    name: 'FTP',
    says: /^220[ -]/,
    starttls: true,
    tlsPorts: [990],
    clear: greeting('rstring ^220'),
    tls: greeting('rstring ^220'),
  },
  {
    name: 'IMAP',
    says: /^\* (?:OK|BYE|PREAUTH)/,
    starttls: true,
    tlsPorts: [993],
    clear: greeting("rstring '^\\* OK'"),
    tls: greeting("rstring '^\\* OK'"),
  },
  {
    name: 'POP3',
    says: /^\+OK/,
    starttls: true,
    tlsPorts: [995],
    clear: greeting('string +OK'),
    tls: greeting('string +OK'),
  },
  {
    name: 'NNTP',
    says: /^20[01][ -]/,
    starttls: true,
    tlsPorts: [563],
    clear: greeting('rstring ^20[01]'),
    tls: greeting('rstring ^20[01]'),
  },
  {
    name: 'ManageSieve',
    says: /^"IMPLEMENTATION"/,
    starttls: true,
    clear: greeting('string IMPLEMENTATION'),
  },
  {
    name: 'XMPP',
    says: /^(?:<\?xml[^>]{0,100}\?>\s{0,10})?<stream:/,
    starttls: true,
    tlsPorts: [5223, 5270],
    clear: [],
  },
  {
    name: 'MySQL or MariaDB',
    // A packet, and in it the greeting of protocol 10 or an error.
    hex: /^.{6}0[01](?:0a3|ff)/,
    starttls: true,
    clear: ['option mysql-check user haproxy'],
  },
  {
    name: 'PostgreSQL',
    // The answer to an SSLRequest, or an error of the severity FATAL.
    hex: /^(?:53|4e)$|^450000.{4}53464154414c/,
    starttls: true,
    clear: ['option pgsql-check user haproxy'],
  },
  {
    name: 'LDAP',
    // An LDAPMessage with an extended response, or the notice of disconnection (RFC 4511, sections 4.12 and 4.4.1).
    hex: /^30(?:84.{8}|81..|[0-7].)0201..78/,
    starttls: true,
    tlsPorts: [636, 3269],
    clear: ['option ldap-check'],
  },
  {
    name: 'Redis',
    says: /^(?:-ERR|-DENIED|-NOAUTH|-WRONGPASS|\+PONG)/,
    starttls: false,
    tlsPorts: [6380],
    clear: ['option redis-check'],
    tls: ['option tcp-check', 'tcp-check send PING\\r\\n', 'tcp-check expect string +PONG'],
  },
  {
    name: 'MQTT',
    // CONNACK (MQTT 3.1.1, section 3.2; 5.0 the same).
    hex: /^20(?:0[2-9a-f]|[1-7].)0[01]/,
    starttls: false,
    tlsPorts: [8883],
    clear: [],
  },
  {
    name: 'AMQP',
    says: /^AMQP/,
    starttls: false,
    tlsPorts: [5671],
    clear: [],
  },
  {
    name: 'Memcached',
    says: /^(?:ERROR|CLIENT_ERROR [^\r\n]{0,100})\r\n/,
    starttls: false,
    clear: ['option tcp-check', 'tcp-check send version\\r\\n', 'tcp-check expect string VERSION'],
    tls: ['option tcp-check', 'tcp-check send version\\r\\n', 'tcp-check expect string VERSION'],
  },
  {
    name: 'MongoDB',
    likeHttp: true,
    says: /trying to access MongoDB over HTTP on the native driver port/,
    starttls: false,
    clear: [],
  },
  {
    name: 'SIP',
    says: /^SIP\/2\.0 /,
    starttls: false,
    tlsPorts: [5061],
    clear: [],
  },
];

/**
 * What service bytes are of.
 * @param received the first bytes that came, as latin1
 * @returns the service; null: none that is known
 */
export function serviceOf(received: string | null | undefined): Service | null {
  if (!received) return null;
  const text = received.slice(0, 512);
  const digits = hexOf(received);
  return services.find(({ says, hex, likeHttp }) => !likeHttp && (says?.test(text) || hex?.test(digits))) ?? null;
}

/**
 * What service says in an answer of HTTP that it is something else.
 * @param body the first bytes of the answer's body, as latin1
 * @returns the service; null: none that is known
 */
export function serviceInBody(body: string | undefined): Service | null {
  if (!body) return null;
  return services.find(({ says, likeHttp }) => likeHttp && says?.test(body.slice(0, 512))) ?? null;
}

/**
 * What service has a port for TLS, by the list of IANA.
 * @param port the port
 * @returns the service; null: none that is known
 */
export function serviceAtPort(port: number): Service | null {
  return services.find(({ tlsPorts }) => tlsPorts?.includes(port)) ?? null;
}

/** What makes services speak that wait for the client: asked where nothing else is answered, and harmless to others. */
export const openings: readonly { id: string; title: string; send: string; over: 'tls' | 'clear' }[] = [
  // SSLRequest (PostgreSQL, Message Formats): S or N.
  { id: 'postgresql', title: 'SSLRequest of PostgreSQL', send: '\0\0\0\x08\x04\xd2\x16\x2f', over: 'clear' },
  ...(['clear', 'tls'] as const).map((over) => ({
    id: 'ldap',
    title: 'StartTLS of LDAP',
    // An extended request of the OID 1.3.6.1.4.1.1466.20037 (RFC 4511, section 4.14.1): over TLS it is refused, in LDAP.
    send: '0\x1d\x02\x01\x01w\x18\x80\x161.3.6.1.4.1.1466.20037',
    over,
  })),
  {
    id: 'mqtt',
    title: 'CONNECT of MQTT',
    // Clean session, no name, no password (MQTT 3.1.1, section 3.1).
    send: '\x10\x0c\0\x04MQTT\x04\x02\0\x0a\0\0',
    over: 'tls',
  },
];
