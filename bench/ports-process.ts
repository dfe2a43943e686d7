import { type AddressInfo, createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { createPki } from '../fixtures/pki.ts';

/** What this process says once it listens. */
export interface ListeningPorts {
  ports: number[];
  caPem: string;
}

// Many backends that answer 200 over TLS, in a process of their own: their work must not be counted as the check's.
const count = Number(process.argv[2]);
const { caPem, leaf } = await createPki();
const { chainPem, keyPem } = await leaf({ names: ['*.example.test'] });
const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok';
const tls = createTlsServer({ cert: chainPem, key: keyPem }, (socket) => {
  socket.on('error', () => socket.destroy());
  socket.once('data', () => socket.end(answer));
});
const ports = await Promise.all(Array.from({ length: count }, listen));
process.once('disconnect', () => process.exit());
process.send?.({ ports, caPem } satisfies ListeningPorts);

function listen(): Promise<number> {
  const server = createServer((socket) => tls.emit('connection', socket));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
