import { createHash } from 'node:crypto';
import { connect, isIP, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { Client } from 'undici';

/** A client's way to a frontend of a HAProxy of ours. */
export interface Way {
  /** Path of its UNIX socket, which expects a PROXY header. */
  socketPath: string;
  /** The client speaks TLS, to HAProxy or through it. */
  tls: boolean;
  /** The port that it means to come to. */
  port: number;
}

/** undici's client, and whether it was connected at all, TLS and all. */
export interface UsersClient {
  client: Client;
  connected: { once: boolean };
}

/** The longest that HAProxy is given to answer, in ms. */
export const patience = 30_000;
const mostOfBody = 256 * 1024;

/** Where clients say that they come from. */
let nextPort = 40_000;

/**
 * Opens a client that keeps its connection alive. HAProxy sees it come from 127.0.0.1, to the port of the real frontend.
 * @param way to the frontend
 * @param servername that it sends over TLS; null: none
 * @returns the client; close it with `destroy`
 */
export function openClient(way: Way, servername: string | null): UsersClient {
  const connected = { once: false };
  const client = new Client(`${way.tls ? 'https' : 'http'}://users.invalid`, {
    headersTimeout: patience,
    bodyTimeout: patience,
    // Longer than any answer may have it: connections are to be met again.
    keepAliveTimeout: patience,
    connect(_options, done) {
      const socket = connect(way.socketPath);
      nextPort = nextPort < 60_000 ? nextPort + 1 : 40_000;
      socket.write(`PROXY TCP4 127.0.0.1 127.0.0.1 ${nextPort} ${way.port}\r\n`);
      const stream: Socket = way.tls ? secured(socket, servername) : socket;
      const timer = setTimeout(() => stream.destroy(new Error('HAProxy does not take the connection')), patience);
      stream.once(way.tls ? 'secureConnect' : 'connect', () => {
        clearTimeout(timer);
        connected.once = true;
        stream.off('error', fail);
        done(null, stream);
      });
      const fail = (error: Error) => {
        clearTimeout(timer);
        done(error, null);
      };
      stream.once('error', fail);
    },
  });
  return { client, connected };
}

/** Trust and strength are no question here: HAProxy's own certificate is made for the moment. */
function secured(socket: Socket, servername: string | null): Socket {
  const name = servername?.replace(/:\d+$/, '') ?? '';
  return connectTls({
    socket,
    ...(name !== '' && isIP(name.replace(/^\[|\]$/g, '')) === 0 && { servername: name }),
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
}

/** What a client received. */
export interface Received {
  /** null: no HTTP came. */
  status: number | null;
  /** Tells one page from another; null: there is none, or too much of it. */
  page: string | null;
  /** It was connected: to HAProxy, or over TLS through it. */
  connected: boolean;
}

/**
 * Sends one request.
 * @param client of {@link openClient}
 * @param request what is asked for; the host as it stands in its header
 * @returns what came
 */
export async function ask(
  { client, connected }: UsersClient,
  { host, method, path }: { host: string; method: string; path: string },
): Promise<Received> {
  const headers = { host, 'user-agent': 'sni-doctor', accept: '*/*' };
  try {
    const { statusCode, body } = await client.request({ method: method as 'GET', path, headers });
    return { status: statusCode, page: await digest(body), connected: true };
  } catch {
    return { status: null, page: null, connected: connected.once };
  }
}

/** The connection of a body that has no end is given up. */
async function digest(body: Readable): Promise<string | null> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > mostOfBody) return null;
      hash.update(chunk);
    }
  } catch {
    return null;
  }
  return hash.digest('hex');
}
