import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import t from 'tap';
import { createPki } from '../../fixtures/pki.ts';
import { haproxyTls, trafficRequest } from '../../src/plan.ts';
import { type Glanced, glance } from '../../src/probe/glance.ts';
import type { Plan } from '../../src/types.ts';

const host = 'www.example.test';
const slots = 8;
const connections = 300;
const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\nok\n';

// Each server in its own way: what it does once the request is there.
const manners: { title: string; serve: (socket: TLSSocket) => void; times?: number }[] = [
  { title: 'answers and ends', serve: (socket) => socket.end(answer) },
  { title: 'answers and closes at once', serve: (socket) => socket.end(answer, () => socket.destroy()) },
  { title: 'answers and leaves the end to the client', serve: (socket) => socket.write(answer), times: 40 },
  { title: 'ends without an answer', serve: (socket) => socket.end() },
  { title: 'sends no answer at all', serve: () => {}, times: 24 },
];

const pki = await createPki();
const leaf = await pki.leaf({ names: [host] });
const credentials = { ca: pki.caPem, certificate: null };

function planFor(port: number): Plan {
  const request = trafficRequest('GET', '/', host);
  request.headers.push(['connection', 'close']);
  const tls = { ...haproxyTls(), servername: host };
  return { address: '127.0.0.1', port, source: null, proxy: null, tls, request };
}

async function counting(
  serve: (socket: TLSSocket) => void,
): Promise<{ server: Server; open: Set<Socket>; most(): number }> {
  const open = new Set<Socket>();
  let most = 0;
  const server = createServer({ key: leaf.keyPem, cert: leaf.certPem }, (socket) => {
    socket.on('error', () => {});
    socket.once('data', () => serve(socket));
  });
  server.on('tlsClientError', () => {});
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    most = Math.max(most, open.size);
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, open, most: () => most };
}

for (const { title, serve, times = connections } of manners) {
  t.test(`a server that ${title} never has more connections open than are asked for`, async (t) => {
    const { server, open, most } = await counting(serve);
    const plan = planFor((server.address() as AddressInfo).port);
    let left = times;
    const worker = async (): Promise<void> => {
      while (left-- > 0) {
        const { closed } = await glance(plan, { timeout: 500, credentials, host, wholeBody: false });
        await closed;
      }
    };
    await Promise.all(Array.from({ length: slots }, worker));
    t.ok(most() > 1, 'several at once');
    t.ok(most() <= slots, `${most()} at once`);
    for (const socket of open) socket.destroy();
    server.close();
    await once(server, 'close');
  });
}

t.test('one signal is followed by all connections, and none of its listeners stays', async (t) => {
  const { server, open } = await counting((socket) => socket.end(answer));
  const plan = planFor((server.address() as AddressInfo).port);
  const warnings: Error[] = [];
  const warned = (warning: Error): void => void warnings.push(warning);
  process.on('warning', warned);
  const { signal } = new AbortController();
  const all: Promise<Glanced>[] = [];
  for (let i = 0; i < 20; i++) {
    all.push(glance(plan, { timeout: 3000, credentials, host, wholeBody: false, signal }));
  }
  for (const { glance, closed } of await Promise.all(all)) {
    t.equal(glance.http?.status, 200);
    await closed;
  }
  process.off('warning', warned);
  t.same(warnings, []);
  for (const socket of open) socket.destroy();
  server.close();
  await once(server, 'close');
});
