import { type Draft, plainExpect } from './health-check-draft.ts';
import type { CheckExpect, Unknown } from './types.ts';

/** Rules that no line holds: whoever asks for them puts his own place there. */
const common = { at: { file: '', line: 0 }, comment: null, step: 0 };

/**
 * `option redis-check`: a PING, answered by +PONG (haproxy v3.4.0 src/tcpcheck.c:4451).
 * @returns its rules
 */
export function redisRules(): Draft[] {
  const texts = { onError: '%[res.payload(0,0),cut_crlf]', onSuccess: 'Redis server is ok' };
  const pong = builtinExpect({ kind: 'string', pattern: '+PONG\r\n' }, { errorStatus: 'L7STS', ...texts });
  return numbered([builtinBytes('*1\r\n$4\r\nPING\r\n'), pong], 0);
}

/**
 * The random of the ClientHello of `ssl-hello-chk` begins with the time: four bytes that no server acts on. They are
 * zero here, so that the same check is the same bytes.
 */
const helloTime = '\0\0\0\0';

/**
 * `option ssl-hello-chk`: a ClientHello of SSLv3 without any extension, answered by a record that is a handshake or an
 * alert (haproxy v3.4.0 src/tcpcheck.c:4501).
 * @returns its rules
 */
export function sslHelloRules(): Draft[] {
  const suites = [...range(0x01, 0x1b), ...range(0x2f, 0x3a)].map((suite) => `\0${String.fromCharCode(suite)}`);
  const random = `${helloTime}HAPROXYSSLCHK\nHAPROXYSSLCHK\n`;
  const hello = `\x16\x03\0\0\x79\x01\0\0\x75\x03\0${random}\0\0\x4e${suites.join('')}\x01\0`;
  const statuses = { okStatus: 'L6OK', errorStatus: 'L6RSP', toutStatus: 'L6TOUT' };
  return numbered(
    [builtinBytes(hello), builtinExpect({ kind: 'rbinary', pattern: '^1[56]' }, { minRecv: 5, ...statuses })],
    0,
  );
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/**
 * `option smtpchk`: greeting, hello, QUIT, each answered by a code from 200 to 299 (haproxy v3.4.0
 * src/tcpcheck.c:4578, measured on 2.6.12 and later).
 * @param hello `EHLO www.example.test`
 * @param unknown what is not known of it
 * @returns its rules
 */
export function smtpRules(hello: string, unknown: readonly Unknown[]): Draft[] {
  const text = "%[res.payload(4,0),ltrim(' '),cut_crlf]";
  const answer = (pattern: string, more: Partial<CheckExpect>) =>
    builtinExpect(
      { kind: 'rstring', pattern },
      { errorStatus: 'L7STS', onError: text, statusCode: 'res.payload(0,3)', ...more },
    );
  const greeting = { minRecv: 4, errorStatus: 'L7RSP', onError: '%[res.payload(0,0),cut_crlf]' };
  return numbered(
    [
      builtinExpect({ kind: 'rstring', pattern: '^[0-9]{3}[ \r]' }, greeting),
      answer('^2[0-9]{2}[ \r]', { minRecv: 4 }),
      { ...builtinBytes(`${hello}\r\n`), unknown },
      answer('^(2[0-9]{2}-[^\r]*\r\n)*2[0-9]{2}[ \r]', { onSuccess: text }),
      builtinBytes('QUIT\r\n'),
      answer('^2[0-9]{2}[- \r]', { minRecv: 4, onSuccess: text }),
    ],
    1,
  );
}

/**
 * `option pgsql-check`: a start-up message, answered by a demand for authentication (haproxy v3.4.0
 * src/tcpcheck.c:4722, measured on 2.6.12 and later).
 * @param user who would log in
 * @param unknown what is not known of it
 * @returns its rules
 */
export function pgsqlRules(user: string, unknown: readonly Unknown[]): Draft[] {
  const length = 15 + user.length;
  const start = `\0\0${String.fromCharCode(length >> 8, length & 0xff)}\0\x03\0\0user\0${user}\0\0`;
  const answered = '^52000000[A-Z0-9]{2}000000(00|02|03|04|05|06|07|09|0A)';
  const texts = { onSuccess: 'PostgreSQL server is ok', onError: 'PostgreSQL unknown error' };
  const refusal = { negated: true, minRecv: 5, errorStatus: 'L7RSP', onError: '%[res.payload(6,0)]' };
  return numbered(
    [
      { ...builtinBytes(start), unknown },
      builtinExpect({ kind: 'rstring', pattern: '^E' }, refusal),
      builtinExpect({ kind: 'rbinary', pattern: answered }, { minRecv: 9, errorStatus: 'L7STS', ...texts }),
    ],
    1,
  );
}

/**
 * A rule of HAProxy's own that sends.
 * @param text what, as latin1
 * @returns the rule, without place or number
 */
export function builtinBytes(text: string): Draft {
  return { rule: { ...common, action: 'bytes', bytes: text }, unknown: [] };
}

/**
 * A rule of HAProxy's own that expects.
 * @param match what
 * @param more what else it says
 * @returns the rule, without place or number
 */
export function builtinExpect(match: CheckExpect['match'], more: Partial<CheckExpect>): Draft {
  return { rule: { ...plainExpect(common.at), match, ...more }, unknown: [] };
}

/**
 * Counts rules. Some of these checks begin with a rule that connects as the server line says: HAProxy counts it.
 * @param drafts the rules
 * @param before how many come first
 * @returns the same with their numbers
 */
export function numbered(drafts: Draft[], before: number): Draft[] {
  return drafts.map((draft, i) => ({ ...draft, rule: { ...draft.rule, step: before + i + 1 } }));
}
