import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { host } from '../materials.ts';

/** Longer than HAProxy lets anybody wait. */
const patience = 12_000;

const request = `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;

/**
 * Asks for the site over HTTP/1.1, and takes whatever comes for an answer that begins like one: what a stricter client
 * makes of the rest is not HAProxy's doing.
 * @param address of the frontend
 * @param port its port
 * @param tls whether the client speaks TLS, with the site as server name
 * @returns the status of the final answer; null: none came
 */
export function statusFor(address: string, port: number, tls: boolean): Promise<number | null> {
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
    socket.once('close', () => resolve(finalStatus(answer)));
  });
}

/** Interim answers (1xx but for 101) are passed over (RFC 9110, section 15.2). */
function finalStatus(answer: string): number | null {
  const interim = /^HTTP\/\d\.\d 1(?!01)\d\d.*?\r?\n\r?\n/s;
  let rest = answer;
  while (interim.test(rest)) rest = rest.replace(interim, '');
  const status = /^HTTP\/\d\.\d (\d{3})/.exec(rest)?.[1];
  return status === undefined ? null : Number(status);
}
