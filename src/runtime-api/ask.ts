import { connect, type Socket } from 'node:net';
import { printable } from '../report/escape.ts';
import type { SocketPlace } from './place.ts';

/** Why a command got no whole answer. */
export class NoAnswer extends Error {
  /** The connection stood: HAProxy may have read the command. */
  readonly reached: boolean;
  /** What to do instead; null: nothing to add. */
  readonly hint: string | null;
  /** The system's word for it (`EACCES`); null: it is none of the system's. */
  readonly code: string | null;

  /**
   * @param message one line, fit to be shown
   * @param reached see {@link NoAnswer.reached}
   * @param hint what to do instead
   * @param code see {@link NoAnswer.code}
   */
  constructor(message: string, reached: boolean, hint: string | null, code: string | null) {
    super(message);
    this.name = 'NoAnswer';
    this.reached = reached;
    this.hint = hint;
    this.code = code;
  }
}

/** How much one answer may take. */
export interface Patience {
  /** Of the whole, in ms. */
  total: number;
  /** Without a byte, in ms. */
  silence: number;
  /** In bytes. */
  room: number;
  /** What to do where there is more. */
  narrower: string;
}

/** How soon a socket that is busy is tried again, in ms. */
const beat = 20;

/**
 * Sends one command to a Runtime API, over a connection of its own: none has to outlive a reload.
 * @param place where the socket is
 * @param command one line without its line feed; characters are bytes
 * @param patience how much the answer may take
 * @param signal gives it up
 * @returns the answer as it came, one character a byte; without the empty line at its end where HAProxy did not finish
 * @throws NoAnswer; the signal's reason
 */
export function ask(place: SocketPlace, command: string, patience: Patience, signal?: AbortSignal): Promise<string> {
  const { total, silence, room, narrower } = patience;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    let socket: Socket;
    let reached = false;
    const pieces: string[] = [];
    let size = 0;
    let end = '';
    let again: NodeJS.Timeout | undefined;
    const finish = (settle: () => void): void => {
      for (const timer of [whole, quiet, again]) clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      socket.destroy();
      settle();
    };
    const fail = (message: string, hint: string | null = null, code: string | null = null): void =>
      finish(() => reject(new NoAnswer(message, reached, hint, code)));
    const abort = (): void => finish(() => reject(signal?.reason));
    const late = (ms: number) => (): void => fail(tooLate(pieces[0] ?? '', ms));
    const open = (): void => {
      socket = connect(place).setEncoding('latin1');
      socket.once('connect', () => {
        reached = true;
        socket.write(`${command}\n`, 'latin1');
      });
      socket.on('data', (text: string) => {
        quiet.refresh();
        pieces.push(text);
        size += text.length;
        end = (end + text).slice(-2);
        if (size > room) fail(`it answers with more than ${room / 1e6} MB`, narrower);
        // An empty line ends every answer (HAProxy management guide, 9.3), and a master's socket stays open behind it.
        else if (end === '\n\n') finish(() => resolve(pieces.join('')));
      });
      socket.once('error', (error: NodeJS.ErrnoException) => {
        // As many wait already as the socket takes: `stats maxconn` is 10 by default.
        if (error.code === 'EAGAIN') again = setTimeout(open, beat);
        else fail(...reason(error));
      });
      socket.once('end', () => {
        if (size === 0) fail('it closes the connection without an answer');
        else finish(() => resolve(pieces.join('')));
      });
    };
    const whole = setTimeout(late(total), total);
    const quiet = setTimeout(late(silence), silence);
    signal?.addEventListener('abort', abort);
    open();
  });
}

function tooLate(answer: string, ms: number): string {
  return answer === '' ? `no answer within ${ms / 1000} s` : `its answer does not end within ${ms / 1000} s`;
}

function reason({ code = '', message }: NodeJS.ErrnoException): [string, string | null, string | null] {
  switch (code) {
    case 'ENOENT':
      return ['there is no such socket', '`stats socket PATH level admin` in the global section makes one', code];
    case 'ECONNREFUSED':
      return ['nothing listens there', 'the path of `stats socket` in the global section is meant', code];
    case 'EACCES':
    case 'EPERM':
      return ['no permission to connect to it', 'its user, group and mode stand on the `stats socket` line', code];
    default:
      return [code || printable(message, 200), null, code || null];
  }
}
