import { type IncomingHttpHeaders, request } from 'node:http';
import { request as secureRequest } from 'node:https';

/** What to ask; without `host` the request carries no Host header, and without `tls` it is plain. */
export interface Question {
  /** Asks over TLS whatever the certificate; without `serverName` the handshake names no server. */
  tls?: { serverName?: string };
  host?: string;
  method?: string;
  path?: string;
  headers?: Readonly<Record<string, string>>;
}

/** The answer, or how the connection ended without one: an error code such as ECONNRESET, or `alert 112`. */
export type Answer = { status: number; headers: IncomingHttpHeaders; body: string } | { closed: string };

// Node's error code for an alert depends on whether it meets a read or a write; the alert's number does not.
function ending(error: NodeJS.ErrnoException): string {
  const alert = /SSL alert number (\d+)/.exec(error.message)?.[1];
  return alert === undefined ? (error.code ?? error.message) : `alert ${alert}`;
}

/**
 * Sends one HTTP/1.1 request to a port of 127.0.0.1 on a connection of its own, over TLS if asked.
 *
 * @param port - the port
 * @param question - the request
 * @returns the answer, or how the connection ended without one
 */
export function ask(port: number, question: Question = {}): Promise<Answer> {
  const { tls, host, method = 'GET', path = '/', headers = {} } = question;
  const send = tls === undefined ? request : secureRequest;
  return new Promise((resolve) => {
    const outgoing = send(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: { ...(host === undefined ? {} : { Host: host }), ...headers },
        setHost: false,
        servername: tls?.serverName ?? '',
        rejectUnauthorized: false,
        agent: false,
        timeout: 10_000,
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
        response.once('error', (error: Error) => resolve({ closed: ending(error) }));
      },
    );
    outgoing.once('timeout', () => outgoing.destroy(new Error('no answer within ten seconds')));
    outgoing.once('error', (error: Error) => resolve({ closed: ending(error) }));
    outgoing.end();
  });
}
