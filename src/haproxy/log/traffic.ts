import type { HttpLine, LogPrefix, TcpLine, TrafficCommon } from '../../log-types.ts';
import type { Client } from './client.ts';
import { readCookies } from './cookies.ts';
import { type Cursor, integer, literal, serverName, upTo } from './cursor.ts';
import { readHttpEnd } from './http-end.ts';
import { readNumbers } from './numbers.ts';

const tilde = 126;

type Counters = Pick<TrafficCommon, 'connections' | 'redispatched' | 'queue'>;

function readCounters(cursor: Cursor): Counters | null {
  const counts = readNumbers(cursor, 5);
  if (counts?.values.length !== 5 || !literal(cursor, ' ')) return null;
  const queues = readNumbers(cursor, 2);
  if (queues?.values.length !== 2) return null;
  const { values } = counts;
  return {
    connections: {
      active: values[0] ?? 0,
      frontend: values[1] ?? 0,
      backend: values[2] ?? 0,
      server: values[3] ?? 0,
      retries: values[4] ?? 0,
    },
    redispatched: counts.plusAt === 4,
    queue: { server: queues.values[0] ?? 0, backend: queues.values[1] ?? 0 },
  };
}

function readBytes(cursor: Cursor): { bytes: number; plus: boolean } | null {
  const plus = literal(cursor, '+');
  const bytes = integer(cursor);
  return bytes === null || !literal(cursor, ' ') ? null : { bytes, plus };
}

function readName(cursor: Cursor): Pick<TrafficCommon, 'frontend' | 'frontendTls' | 'backend' | 'server'> | null {
  const written = upTo(cursor, ' ');
  if (written === null || written === '') return null;
  const name = serverName(cursor);
  if (name === null || !literal(cursor, ' ')) return null;
  const frontendTls = written.charCodeAt(written.length - 1) === tilde;
  const frontend = frontendTls ? written.slice(0, -1) : written;
  return { frontend, frontendTls, backend: name.proxy, server: name.server };
}

/**
 * Reads a line of `option httplog`, `option httpslog` or `option tcplog` from behind the date (HAProxy manual, chapter
 * "Log formats"; the same since 1.5). A format with fields of somebody's own is not taken for one of them.
 *
 * @param cursor the place, at the name of the frontend
 * @param client what stood before it
 * @param prefix what stood before the message
 * @returns what it says; null: it is no such line, or was cut before the queues
 */
export function readTraffic(cursor: Cursor, client: Client, prefix: LogPrefix): HttpLine | TcpLine | null {
  const name = readName(cursor);
  const times = name === null ? null : readNumbers(cursor, 5);
  if (name === null || times === null || !literal(cursor, ' ')) return null;
  const begin: Begin = {
    prefix,
    client: client.client,
    clientPort: client.clientPort,
    accepted: client.accepted,
    frontend: name.frontend,
    frontendTls: name.frontendTls,
    backend: name.backend,
    server: name.server,
  };
  if (times.values.length === 5) return readHttp(cursor, begin, times.values);
  return times.values.length === 3 ? readTcp(cursor, begin, times.values) : null;
}

type Begin = { prefix: LogPrefix } & Client & NonNullable<ReturnType<typeof readName>>;

function readHttp(cursor: Cursor, begin: Begin, times: readonly number[]): HttpLine | null {
  const status = integer(cursor);
  if (status === null || !literal(cursor, ' ')) return null;
  const bytes = readBytes(cursor);
  const cookies = bytes === null ? null : readCookies(cursor);
  const counters = cookies === null ? null : readCounters(cursor);
  // Something always follows: a number at the very end may lack digits.
  if (bytes === null || cookies === null || counters === null || !literal(cursor, ' ')) return null;
  const end = readHttpEnd(cursor);
  if (end === null) return null;
  const line: HttpLine = {
    kind: 'http',
    prefix: begin.prefix,
    client: begin.client,
    clientPort: begin.clientPort,
    accepted: begin.accepted,
    frontend: begin.frontend,
    frontendTls: begin.frontendTls,
    backend: begin.backend,
    server: begin.server,
    timers: {
      request: times[0] ?? 0,
      queue: times[1] ?? 0,
      connect: times[2] ?? 0,
      response: times[3] ?? 0,
      total: times[4] ?? 0,
    },
    status,
    bytes: bytes.bytes,
    requestCookie: cookies.requestCookie,
    responseCookie: cookies.responseCookie,
    termination: cookies.termination,
    connections: counters.connections,
    redispatched: counters.redispatched,
    queue: counters.queue,
    captured: end.captured,
    request: end.request,
    https: end.https,
  };
  if (bytes.plus) line.unfinished = true;
  return line;
}

function readTcp(cursor: Cursor, begin: Begin, times: readonly number[]): TcpLine | null {
  const bytes = readBytes(cursor);
  if (bytes === null) return null;
  const termination = upTo(cursor, ' ');
  if (termination?.length !== 2) return null;
  const counters = readCounters(cursor);
  if (counters === null || cursor.at !== cursor.text.length) return null;
  const timers = { queue: times[0] ?? 0, connect: times[1] ?? 0, total: times[2] ?? 0 };
  const line: TcpLine = { kind: 'tcp', ...begin, timers, bytes: bytes.bytes, termination, ...counters };
  if (bytes.plus) line.unfinished = true;
  return line;
}
