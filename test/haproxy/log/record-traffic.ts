import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { ask } from '../../interop/real/http-request.ts';
import { type Frontend, frontends } from './record-config.ts';

/** Errors are what is wanted here: `once` would throw them. */
const closed = (socket: Socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()));

/** Sends bytes, and waits for the end; `hangUpMs` hangs up first. */
async function send(port: number, bytes: string, hangUpMs?: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {}).resume();
  if (bytes !== '') socket.write(bytes, 'latin1');
  if (hangUpMs !== undefined) setTimeout(() => socket.destroy(), hangUpMs);
  await closed(socket);
}

async function handshake(port: number, maxVersion: 'TLSv1.1' | 'TLSv1.2'): Promise<void> {
  const options = {
    rejectUnauthorized: false,
    servername: 'www.example.test',
    maxVersion,
    minVersion: 'TLSv1' as const,
  };
  const socket = connectTls(port, '127.0.0.1', { ...options, ciphers: 'DEFAULT@SECLEVEL=0' });
  socket
    .on('error', () => {})
    .on('secureConnect', () => socket.write('GET / HTTP/1.0\r\n\r\n'))
    .resume();
  await closed(socket);
}

const backends = ['ok', 'refused', 'retried', 'hang', 'reset', 'empty', 'garbage', 'tls'];

/**
 * Sends requests of every kind through HAProxy, good ones and bad ones, one after the other.
 * @param ports of the frontends
 */
export async function sendTraffic(ports: readonly number[]): Promise<void> {
  const port = (name: Frontend) => ports[frontends.indexOf(name)] ?? 0;
  const host = 'www.example.test';
  const headers = { 'User-Agent': 'curl/8.1 (x; {y|z} "q" #)', Cookie: 'SID=of-client; SRV=one' };
  for (const name of backends) await ask(port('http'), { host, path: `/be_${name}/x?y=1`, headers });
  await ask(port('http'), { host, path: '/status/404/Not%20Found', method: 'POST' });
  await ask(port('http'), { host, path: '/"quoted"{x}|#', headers: { Cookie: 'SID=with space' } });
  await Promise.all([1, 2].map(() => ask(port('http'), { host, path: '/be_queue' })));
  await send(port('http'), 'nothing like HTTP\x80\r\n\r\n');
  await send(port('http'), 'GET / HT');
  await send(port('http'), '', 20);
  await send(port('http'), `GET /be_hang HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 50);
  await send(port('http'), `GET /${'long'.repeat(250)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  for (const name of backends) await ask(port('https'), { tls: { serverName: host }, host, path: `/be_${name}` });
  await ask(port('https'), { tls: {}, host });
  await handshake(port('https'), 'TLSv1.1');
  await handshake(port('https'), 'TLSv1.2');
  await send(port('https'), 'GET / HTTP/1.0\r\n\r\n');
  await send(port('https'), '', 20);
  await ask(port('mtls'), { tls: { serverName: host }, host });
  await send(port('errors'), 'GET / HTTP/1.0\r\n\r\n');
  await send(port('tcp'), 'GET / HTTP/1.0\r\n\r\n');
  await send(port('tcp-down'), 'GET / HTTP/1.0\r\n\r\n');
  for (const name of ['ok', 'refused', 'retried', 'hang'])
    await ask(port('clf'), { host, path: `/be_${name}`, headers });
  for (const name of ['ok', 'hang']) await ask(port('asap'), { host, path: `/be_${name}` });
  await send(port('proxy'), 'GET / HTTP/1.0\r\n\r\n');
  await send(port('proxy'), '', 20);
  for (const path of ['/moved', '/secret', '/stats']) await ask(port('denied'), { host, path });
  for (let request = 0; request < 3; request++) await ask(port('http'), { host, path: '/be_observed' });
  await ask(port('li'), { host });
}
