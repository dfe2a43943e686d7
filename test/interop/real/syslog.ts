import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { poll } from './poll.ts';

/** A syslog receiver on a UDP port of 127.0.0.1. */
export interface Syslog {
  port: number;
  /** The messages received so far, without their priority. */
  lines: string[];
  /**
   * Waits for a message.
   *
   * @param pattern - what it must match
   * @param deadlineMs - how long to wait
   * @returns the first message that matches, received already or still to come
   * @throws Error when none comes in time
   */
  line(pattern: RegExp, deadlineMs?: number): Promise<string>;
  close(): Promise<void>;
}

/** What a line of `option httplog` says about one request. */
export interface HttpLog {
  frontend: string;
  backend: string;
  server: string;
  status: number;
  /** The termination state, for example `SC--`. */
  termination: string;
}

/**
 * Starts a syslog receiver; `log 127.0.0.1:PORT local0` in a global section sends HAProxy's log to it.
 *
 * @returns the receiver
 * @throws Error when no UDP port can be had
 */
export async function startSyslog(): Promise<Syslog> {
  const socket = createSocket('udp4');
  const lines: string[] = [];
  socket.on('message', (message) =>
    lines.push(
      message
        .toString()
        .replace(/^<\d+>/, '')
        .trimEnd(),
    ),
  );
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const line = (pattern: RegExp, deadlineMs = 5000) =>
    poll(
      async () => lines.find((text) => pattern.test(text)),
      deadlineMs,
      () => `no log line matches ${pattern}:\n${lines.join('\n')}`,
    );
  const close = async () => {
    socket.close();
    await once(socket, 'close');
  };
  return { port: socket.address().port, lines, line, close };
}

/** What a line of `option tcplog` says about one connection. */
export type TcpLog = Omit<HttpLog, 'status'>;

/**
 * Reads a line of `option httplog`.
 *
 * @param line - the message
 * @returns what it says, or null when it is another kind of line
 */
export function parseHttpLog(line: string): HttpLog | null {
  const pattern =
    / (?<frontend>[^ ~]+)~? (?<backend>[^ /]+)\/(?<server>\S+) [-+\d]+(?:\/[-+\d]+){4} (?<status>-?\d+) \+?\d+ \S+ \S+ (?<end>\S{4}) /;
  const { frontend = '', backend = '', server = '', status, end = '' } = pattern.exec(line)?.groups ?? {};
  return status === undefined ? null : { frontend, backend, server, status: Number(status), termination: end };
}

/**
 * Reads a line of `option tcplog`.
 *
 * @param line - the message
 * @returns what it says, or null when it is another kind of line
 */
export function parseTcpLog(line: string): TcpLog | null {
  const pattern =
    / (?<frontend>[^ ~]+)~? (?<backend>[^ /]+)\/(?<server>\S+) [-+\d]+(?:\/[-+\d]+){2} \+?\d+ (?<end>\S{2}) /;
  const { frontend = '', backend = '', server = '', end } = pattern.exec(line)?.groups ?? {};
  return end === undefined ? null : { frontend, backend, server, termination: end };
}
