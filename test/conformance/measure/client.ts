import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { host } from '../materials.ts';

/** Longer than HAProxy lets anybody wait. */
const patience = 12_000;

/** Clients say what they are: some sites answer nobody else. */
const request = `GET / HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: sni-doctor\r\nAccept: */*\r\nConnection: close\r\n\r\n`;

/** What a client receives. */
export interface Answer {
  status: number;
  /** Where it is sent; null: nowhere. */
  location: string | null;
  /** As latin1, without the marks of its chunks. */
  body: string;
}

/**
 * Asks for the site over HTTP/1.1, and takes whatever comes for an answer that begins like one: what a stricter client
 * makes of the rest is not HAProxy's doing.
 * @param address of the frontend
 * @param port its port
 * @param tls whether the client speaks TLS, with the site as server name
 * @returns the final answer; null: none came
 */
export function answerFor(address: string, port: number, tls: boolean): Promise<Answer | null> {
  return new Promise((resolve) => {
    const to = { host: address, port };
    const socket = tls ? connectTls({ ...to, servername: host, rejectUnauthorized: false }) : connect(to);
    let answer = '';
    socket.setEncoding('latin1').setTimeout(patience);
    socket.once(tls ? 'secureConnect' : 'connect', () => socket.write(request));
    socket.on('data', (text: string) => {
      answer += text;
    });
    socket.once('timeout', () => socket.destroy());
    // The close that follows says all.
    socket.on('error', () => {});
    socket.once('close', () => resolve(finalAnswer(answer)));
  });
}

/** Interim answers (1xx but for 101) are passed over (RFC 9110, section 15.2). */
function finalAnswer(answer: string): Answer | null {
  const interim = /^HTTP\/\d\.\d 1(?!01)\d\d.*?\r?\n\r?\n/s;
  let rest = answer;
  while (interim.test(rest)) rest = rest.replace(interim, '');
  const status = /^HTTP\/\d\.\d (\d{3})/.exec(rest)?.[1];
  if (status === undefined) return null;
  const end = /\r?\n\r?\n/.exec(rest);
  const head = end ? rest.slice(0, end.index) : rest;
  const body = end ? rest.slice(end.index + end[0].length) : '';
  const location = /^location:[ \t]*(.*?)[ \t\r]*$/im.exec(head)?.[1] ?? null;
  const chunked = /^transfer-encoding:.*chunked/im.test(head);
  return { status: Number(status), location, body: chunked ? withoutChunkMarks(body) : body };
}

/** The data of chunks (RFC 9112, section 7.1). */
function withoutChunkMarks(body: string): string {
  let data = '';
  for (let rest = body; ; ) {
    const mark = /^([0-9a-f]+)[^\n]*\n/i.exec(rest);
    const size = Number.parseInt(mark?.[1] ?? '0', 16);
    if (!mark || size === 0) return data;
    data += rest.slice(mark[0].length, mark[0].length + size);
    rest = rest.slice(mark[0].length + size).replace(/^\r?\n/, '');
  }
}
