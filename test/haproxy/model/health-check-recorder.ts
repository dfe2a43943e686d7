import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { startHaproxy } from '../../interop/real/haproxy.ts';
import { globalSection } from '../../interop/real/haproxy-sections.ts';
import { showStat } from '../../interop/real/haproxy-stats.ts';
import type { Tool } from '../../provision/tools.ts';
import { snippet } from './health-check-judge.ts';

/** A check whose bytes are recorded. */
export interface Recorded {
  /** Lines of a backend, or sections (see {@link snippet}). */
  lines: string;
  /** What the backend says to each message; by default an HTTP 200. */
  answer?: string;
  /** What it says first. */
  greeting?: string;
}

/** What came to a backend. */
export interface Record {
  /** Of each connection in turn: the messages, told apart by the answers between them. */
  connections: string[][];
  /** HAProxy's `check_status`, `check_code` and `last_chk`. */
  result: string;
}

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

async function startRecorder({ answer = ok, greeting = '' }: Recorded) {
  const connections: string[][] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    const messages: string[] = [];
    connections.push(messages);
    let pending = '';
    let timer: NodeJS.Timeout | undefined;
    if (greeting) socket.write(greeting);
    socket.on('error', () => {});
    socket.on('end', () => socket.end());
    socket.on('data', (bytes) => {
      pending += bytes.toString('latin1');
      clearTimeout(timer);
      timer = setTimeout(() => {
        messages.push(pending);
        pending = '';
        socket.write(Buffer.from(answer, 'latin1'));
      }, 40);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { connections, port: (server.address() as AddressInfo).port, close };
}

/**
 * Has HAProxy check one backend for each configuration, all in one process, and records what it sends.
 * @param tool a provisioned HAProxy
 * @param cases the configurations
 * @returns what came, in their order
 */
export async function record(tool: Tool, cases: readonly Recorded[]): Promise<Record[]> {
  const recorders = await Promise.all(cases.map(startRecorder));
  const sections = cases.flatMap(({ lines }, index) => {
    const check = `127.0.0.1:${recorders[index]?.port} check inter 1s`;
    const own = /^healthcheck/.test(lines) ? ` healthcheck h${index}` : '';
    return snippet(lines, index).map((line) => line.replace('127.0.0.1:1 check', `${check}${own}`));
  });
  const haproxy = await startHaproxy(tool, `${globalSection()}${sections.join('\n')}\n`);
  try {
    // First checks are spread over an interval; each may take another one.
    const end = performance.now() + 2200;
    const results = new Map<string, string>();
    while (performance.now() < end) {
      await pause(100);
      // While a check is under way, what is told of the one before is not complete.
      for (const { svname = '', check_status = '', check_code, last_chk } of await showStat(haproxy))
        if (!check_status.startsWith('*')) results.set(svname, `${check_status}/${check_code}/${last_chk}`);
    }
    return recorders.map(({ connections }, index) => ({ connections, result: results.get(`s${index}`) ?? '' }));
  } finally {
    await haproxy.close();
    for (const recorder of recorders) recorder.close();
  }
}
