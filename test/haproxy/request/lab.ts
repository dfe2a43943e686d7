import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { createPki } from '../../../fixtures/pki.ts';
import type { Client } from '../../../src/haproxy/request/client.ts';
import { startHaproxy } from '../../interop/real/haproxy.ts';
import { globalSection } from '../../interop/real/haproxy-sections.ts';
import { startSyslog } from '../../interop/real/syslog.ts';
import type { Tool } from '../../provision/tools.ts';

/** One frontend with its backend and one server, and one request to it. */
export interface Cell {
  name: string;
  /** Lines of the frontend; default: none. */
  frontend?: readonly string[];
  backend?: readonly string[];
  /** Further keywords of the server line, for example `sni str(a)`: the server speaks TLS then; default: clear text. */
  server?: string;
  mode?: 'http' | 'tcp';
  /** Lines of a `defaults` section that the backend comes from. */
  defaults?: readonly string[];
  /** Which of the two servers it is; default: the one with TLS where there are keywords. */
  target?: keyof Echoes;
  /** What the frontend's bind speaks; default `clear`. */
  bind?: 'clear' | 'tls';
  client: Client;
  /** First HAProxy version that accepts its lines, and the first that does no more. */
  since?: string;
  until?: string;
  /** Headers whose values are not known beforehand. */
  omitted?: readonly string[];
  /** HAProxy writes no log line. */
  unlogged?: boolean;
}

/** What came of it. */
export interface Outcome {
  /** Where the frontend listened. */
  port: number;
  /** null: no HTTP answer. */
  status: number | null;
  /** '': nothing was logged. */
  termination: string;
  /** What the server received; null: nothing. */
  received: Received | null;
}

/** What a server received. */
export interface Received {
  method: string;
  url: string;
  version: string;
  headers: [name: string, value: string][];
  /** false: no server name; null: clear text. */
  sni: string | false | null;
}

/** The ports of the two servers that tell what they receive. */
export interface Echoes {
  clear: number;
  tls: number;
}

/**
 * Writes the configuration of one cell.
 *
 * @param cell - the cell
 * @param number - its place, which names its sections
 * @param port - where its frontend listens
 * @param echoes - the servers
 * @returns a frontend and a backend
 */
export function sections(cell: Cell, number: number, port: number, echoes: Echoes): string {
  const mode = cell.mode ?? 'http';
  const bind = `bind 127.0.0.1:${port}${cell.bind === 'tls' ? ' ssl crt site.pem' : ''}`;
  const target = cell.target ?? (cell.server === undefined ? 'clear' : 'tls');
  const tls = cell.server === undefined ? '' : ` ssl verify none ${cell.server}`;
  return [
    ...(cell.defaults ? [`defaults d${number} from base`, ...cell.defaults.map((line) => `    ${line}`)] : []),
    `frontend f${number} from base`,
    `    mode ${mode}`,
    `    log-format "cell %f ${mode === 'http' ? '%tsc' : '%ts'}"`,
    `    ${bind}`,
    ...(cell.frontend ?? []).map((line) => `    ${line}`),
    `    default_backend b${number}`,
    `backend b${number} from ${cell.defaults ? `d${number}` : 'base'}`,
    `    mode ${mode}`,
    ...(cell.backend ?? []).map((line) => `    ${line}`),
    `    server s1 127.0.0.1:${echoes[target]}${tls}`,
    '',
  ].join('\n');
}

/**
 * Has one HAProxy carry out the requests of all cells.
 *
 * @param tool - a provisioned HAProxy
 * @param cells - the cells
 * @returns what came of each
 * @throws Error when HAProxy does not start on them
 */
export async function carryOut(tool: Tool, cells: readonly Cell[]): Promise<Outcome[]> {
  const pki = await createPki();
  const leaf = await pki.leaf({ names: ['www.example.test'] });
  const answer: RequestListener = (request, response) => {
    const { method = '', url = '', httpVersion: version, rawHeaders, socket } = request;
    const headers = rawHeaders.flatMap((name, i) =>
      i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ''] as [string, string]] : [],
    );
    const sni =
      'servername' in socket ? ((socket as TLSSocket & { servername: string | false }).servername ?? false) : null;
    request.resume();
    response.end(JSON.stringify({ method, url, version, headers, sni } satisfies Received));
  };
  const clear = createHttpServer({ requireHostHeader: false }, answer).listen(0, '127.0.0.1');
  const tls = createHttpsServer({ requireHostHeader: false, cert: leaf.chainPem, key: leaf.keyPem }, answer);
  tls.listen(0, '127.0.0.1');
  await Promise.all([once(clear, 'listening'), once(tls, 'listening')]);
  const port = (server: typeof clear | typeof tls) => (server.address() as AddressInfo).port;
  const echoes = { clear: port(clear), tls: port(tls) };
  const syslog = await startSyslog();
  const head = [
    globalSection(`log 127.0.0.1:${syslog.port} local0`),
    'defaults base',
    ...['connect 2s', 'client 3s', 'server 3s', 'tarpit 100ms'].map((timeout) => `    timeout ${timeout}`),
    '    log global',
    '',
  ].join('\n');
  try {
    const haproxy = await startHaproxy(
      tool,
      (ports) => head + cells.map((cell, i) => sections(cell, i, ports[i] ?? 0, echoes)).join(''),
      { ports: cells.length, files: { 'site.pem': leaf.chainPem + leaf.keyPem } },
    );
    try {
      const outcomes: Outcome[] = [];
      for (const [i, cell] of cells.entries()) {
        const port = haproxy.ports[i] ?? 0;
        const answer = await exchange(port, cell.client);
        const line = cell.unlogged ? '' : await syslog.line(new RegExp(`cell f${i} `));
        outcomes.push({ port, ...answer, termination: line.slice(line.lastIndexOf(' ') + 1) });
      }
      return outcomes;
    } finally {
      await haproxy.close();
    }
  } finally {
    await syslog.close();
    for (const server of [clear, tls]) {
      server.closeAllConnections();
      server.close();
    }
  }
}

/** Sends a request byte for byte, and reads the status and the server's own report out of the answer. */
async function exchange(port: number, client: Client): Promise<Omit<Outcome, 'port' | 'termination'>> {
  const socket: Socket =
    client.tls === null
      ? connectTcp(port, '127.0.0.1')
      : connectTls({
          host: '127.0.0.1',
          port,
          rejectUnauthorized: false,
          ...(client.tls.sni === null ? {} : { servername: client.tls.sni }),
        });
  const text = await new Promise<string>((resolve) => {
    let all = '';
    socket.setTimeout(1500, () => socket.destroy());
    socket.once(client.tls === null ? 'connect' : 'secureConnect', () => {
      const lines = [`${client.method} ${client.path} HTTP/${client.version}`];
      for (const [name, value] of client.headers) lines.push(`${name}: ${value}`);
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    });
    socket.setEncoding('latin1').on('data', (part: string) => {
      all += part;
      if (isComplete(all)) socket.destroy();
    });
    socket.on('error', () => {});
    socket.once('close', () => resolve(all));
  });
  const status = /^HTTP\/1\.1 (\d+)/.exec(finalPart(text))?.[1];
  const body = text.slice(text.lastIndexOf('\r\n\r\n') + 4);
  return {
    status: status === undefined ? null : Number(status),
    received: body.startsWith('{') ? (JSON.parse(body) as Received) : null,
  };
}

/** What follows interim answers. */
function finalPart(text: string): string {
  return /^HTTP\/1\.1 1\d\d /.test(text) ? finalPart(text.slice(text.indexOf('\r\n\r\n') + 4)) : text;
}

function isComplete(text: string): boolean {
  const answer = finalPart(text);
  const end = answer.indexOf('\r\n\r\n');
  const length = /\r\ncontent-length: *(\d+)/i.exec(answer.slice(0, end + 2))?.[1];
  return end >= 0 && length !== undefined && answer.length >= end + 4 + Number(length);
}
