import type { HttpLine, LogPrefix, TcpLine } from '../../log-types.ts';
import { dateAt } from './client.ts';

/** More fields than this has no line: two cookies and as many captured headers as anybody declares. */
const mostFields = 200;
const fewestFields = 25;

/** Splits at spaces, quotes taken off; null: a quote does not end, or something stands right behind one. */
function fields(text: string): string[] | null {
  const found: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (found.length === mostFields) return null;
    const quoted = text.charAt(at) === '"';
    const start = quoted ? at + 1 : at;
    const end = text.indexOf(quoted ? '"' : ' ', start);
    if (end === -1 && quoted) return null;
    const stop = end === -1 ? text.length : end;
    found.push(text.slice(start, stop));
    at = quoted ? stop + 1 : stop;
    if (at < text.length && text.charAt(at) !== ' ') return null;
    at++;
  }
  return found;
}

function numbers(texts: readonly string[]): number[] | null {
  const values = texts.map((text) => (/^[-+]?\d{1,20}$/.test(text) ? Number(text) : Number.NaN));
  return values.every((value) => !Number.isNaN(value)) ? values : null;
}

const text = (value: string | undefined) => (value === undefined || value === '' || value === '-' ? null : value);

/**
 * Reads a line of `option httplog clf` or `option tcplog clf` (haproxy v3.4.0 src/log.c:332, clf_http_log_format and
 * clf_tcp_log_format). The ordinary lines of other web servers, which begin alike, are none.
 *
 * @param line the message
 * @param prefix what stood before it
 * @returns what it says; null: it is no such line
 */
export function parseClf(line: string, prefix: LogPrefix): HttpLine | TcpLine | null {
  const dash = line.indexOf(' - - [');
  if (dash < 1 || line.indexOf(' ') !== dash || !dateAt(line, dash + 6)) return null;
  const end = line.indexOf('] "', dash);
  if (end === -1 || end > dash + 40) return null;
  const found = fields(line.slice(end + 2));
  if (found === null || found.length < fewestFields) return null;
  const [request = '', status = '', bytes = '', none1, none2, port = '', , frontend = '', backend = '', server = ''] =
    found;
  if (none1 !== '' || none2 !== '' || !/^\d{1,10}$/.test(port)) return null;
  const begin = {
    prefix,
    client: line.slice(0, dash),
    clientPort: Number(port),
    accepted: line.slice(dash + 6, end),
    frontend: frontend.replace(/~$/, ''),
    frontendTls: frontend.endsWith('~'),
    backend,
    server,
  };
  return request === 'TCP ' ? tcp(found, begin, bytes) : http(found, begin, request, status, bytes);
}

type Begin = Pick<
  HttpLine,
  'prefix' | 'client' | 'clientPort' | 'accepted' | 'frontend' | 'frontendTls' | 'backend' | 'server'
>;

function counters(values: readonly number[], retries: string) {
  const [active = 0, frontend = 0, backend = 0, server = 0, tries = 0, inServer = 0, inBackend = 0] = values;
  return {
    connections: { active, frontend, backend, server, retries: tries },
    redispatched: retries.startsWith('+'),
    queue: { server: inServer, backend: inBackend },
  };
}

function http(found: readonly string[], begin: Begin, request: string, status: string, bytes: string): HttpLine | null {
  const times = numbers(found.slice(10, 15));
  const counts = numbers(found.slice(16, 23));
  const sizes = numbers([status, bytes]);
  const termination = found[15] ?? '';
  if (times === null || counts === null || sizes === null || termination.length !== 4) return null;
  const [asked = 0, queue = 0, connect = 0, response = 0, total = 0] = times;
  return {
    kind: 'http',
    ...begin,
    timers: { request: asked, queue, connect, response, total },
    status: sizes[0] ?? -1,
    bytes: sizes[1] ?? null,
    ...(bytes.startsWith('+') ? { unfinished: true as const } : {}),
    requestCookie: text(found[23]),
    responseCookie: text(found[24]),
    termination,
    ...counters(counts, found[20] ?? ''),
    captured: found.slice(25).filter((_, index, all) => all.length > 1 || all[index] !== ''),
    request,
    https: null,
  };
}

function tcp(found: readonly string[], begin: Begin, bytes: string): TcpLine | null {
  const times = numbers(found.slice(10, 14));
  const counts = numbers(found.slice(16, 23));
  const sent = numbers([bytes, found[14] ?? '']);
  const termination = found[15] ?? '';
  if (times === null || counts === null || sent === null || !/^..--$/.test(termination)) return null;
  const [, queue = 0, connect = 0, total = 0] = times;
  return {
    kind: 'tcp',
    ...begin,
    timers: { queue, connect, total },
    bytes: sent[0] ?? null,
    ...(bytes.startsWith('+') ? { unfinished: true as const } : {}),
    termination: termination.slice(0, 2),
    ...counters(counts, found[20] ?? ''),
  };
}
