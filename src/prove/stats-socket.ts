import { connect, type Socket } from 'node:net';
import { printable } from '../report/escape.ts';
import { CannotProve } from './cannot.ts';

/** Why a running HAProxy cannot show what was asked. Where something of it stays changed, the message says what. */
export class RuntimeRefusal extends CannotProve {
  /** What to do instead, or to type; null: nothing to add. */
  readonly hint: string | null;

  /**
   * @param message one line, fit to be shown
   * @param hint what to do instead
   */
  constructor(message: string, hint: string | null = null) {
    super(message);
    this.name = 'RuntimeRefusal';
    this.hint = hint;
  }
}

/** A command that got no whole answer. */
export class SocketProblem extends RuntimeRefusal {
  /** The connection stood: HAProxy may have read the command. */
  readonly reached: boolean;

  /**
   * @param message one line, fit to be shown
   * @param reached see {@link SocketProblem.reached}
   * @param hint what to do instead
   */
  constructor(message: string, reached: boolean, hint: string | null = null) {
    super(message, hint);
    this.reached = reached;
  }
}

/** Where the Runtime API is. */
export type SocketPlace = { path: string } | { host: string; port: number };

/** A HAProxy's Runtime API. */
export interface StatsSocket {
  /** As the user wrote it. */
  name: string;
  /**
   * Sends one command, over a connection of its own: none has to outlive a reload.
   * @param command one line without its line feed; characters are bytes
   * @param signal gives the answer up
   * @returns the answer without line feeds at its end; raw: escape before showing
   * @throws SocketProblem where none comes within {@link patience}, or too much; the signal's reason
   */
  ask(command: string, signal?: AbortSignal): Promise<string>;
}

/** The most that one answer may take, in ms, and hold, in bytes. */
const patience = 5000;
const room = 1_000_000;
/** How soon a socket that is busy is tried again, in ms. */
const beat = 20;

/**
 * Reads where a stats socket is, as users and `stats socket` have it.
 * @param text `/run/haproxy/admin.sock`, `unix@PATH`, `127.0.0.1:9999`, `ipv4@…`, `[::1]:9999`
 * @returns the place
 * @throws Error whose message says what is accepted
 */
export function socketPlace(text: string): SocketPlace {
  const [, prefix = '', rest = ''] = /^(?:([a-z0-9+]+)@)?(.*)$/s.exec(text) ?? [];
  const tcp = /^(?:tcp|tcp4|tcp6|ipv4|ipv6)$/.test(prefix);
  if ((prefix !== '' && prefix !== 'unix' && !tcp) || rest === '' || rest.includes('\0'))
    throw new Error(`"${text}" is no socket that can be reached: write its path, or ADDRESS:PORT`);
  const place = /^(?:\[(?<literal>[^\]]+)\]|(?<host>[^/]+)):(?<port>\d+)$/.exec(rest)?.groups;
  if (prefix === 'unix' || (!place && !tcp)) return { path: rest };
  const port = Number(place?.port);
  if (!place || port < 1 || port > 65_535)
    throw new Error(`"${text}" has no port: write ADDRESS:PORT, as in 127.0.0.1:9999`);
  return { host: place.literal ?? place.host ?? '', port };
}

/**
 * A stats socket, which nothing is asked of yet.
 * @param name as for {@link socketPlace}
 * @returns the socket
 * @throws Error as {@link socketPlace}
 */
export function statsSocket(name: string): StatsSocket {
  const place = socketPlace(name);
  return { name, ask: (command, signal) => ask(place, printable(name, 200), command, signal) };
}

function ask(place: SocketPlace, name: string, command: string, signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    let socket: Socket;
    let reached = false;
    let answer = '';
    let again: NodeJS.Timeout | undefined;
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      clearTimeout(again);
      signal?.removeEventListener('abort', abort);
      socket.destroy();
      settle();
    };
    const fail = (message: string, hint: string | null = null): void =>
      finish(() => reject(new SocketProblem(`${name}: ${message}`, reached, hint)));
    const abort = (): void => finish(() => reject(signal?.reason));
    const open = (): void => {
      socket = connect(place).setEncoding('latin1');
      socket.once('connect', () => {
        reached = true;
        socket.write(`${command}\n`, 'latin1');
      });
      socket.on('data', (text: string) => {
        answer += text;
        if (answer.length > room)
          fail(`it answers with more than ${room / 1e6} MB`, 'name the backend: less is asked then');
        // An empty line ends every answer (HAProxy management guide, 9.3), and a master's socket stays open behind it.
        else if (answer.endsWith('\n\n')) finish(() => resolve(answer.trimEnd()));
      });
      socket.once('error', (error: NodeJS.ErrnoException) => {
        // As many wait already as the socket takes: `stats maxconn` is 10 by default.
        if (error.code === 'EAGAIN') again = setTimeout(open, beat);
        else fail(...reason(error));
      });
      socket.once('end', () => {
        if (answer === '') fail('it closes the connection without an answer');
        else finish(() => resolve(answer.trimEnd()));
      });
    };
    const timer = setTimeout(() => fail(late(answer)), patience);
    signal?.addEventListener('abort', abort);
    open();
  });
}

function late(answer: string): string {
  const seconds = `${patience / 1000} s`;
  return answer === '' ? `no answer within ${seconds}` : `its answer does not end within ${seconds}`;
}

function reason({ code = '', message }: NodeJS.ErrnoException): [message: string, hint: string | null] {
  switch (code) {
    case 'ENOENT':
      return ['there is no such socket', '`stats socket PATH level admin` in the global section makes one'];
    case 'ECONNREFUSED':
      return ['nothing listens there', 'the path of `stats socket` in the global section is meant'];
    case 'EACCES':
    case 'EPERM':
      return ['no permission to connect to it', 'its user, group and mode stand on the `stats socket` line'];
    default:
      return [code || printable(message, 200), null];
  }
}
