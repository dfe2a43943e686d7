/** The unruly server: a process of its own, so that its counting does not wait for the client's work. */
import { createServer, type Socket } from 'node:net';
import { createSecureContext, createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { peekClientHello } from '../../fixtures/servers/client-hello.ts';
import { finish } from '../../fixtures/servers/endings.ts';
import { type Conduct, conductOf, type UnrulySettings } from './unruly.ts';

const { seed, servers, leaf, stranger, nobodys }: UnrulySettings = JSON.parse(process.argv[2] ?? '');
const [leafs, strangers, defaults] = [leaf, stranger, nobodys].map((one) => createSecureContext(one));
const nobody = 'unrelated.invalid';
const page = 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\ngood\n';
const busy = 'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 5\r\nconnection: close\r\n\r\nbusy\n';
const unknown = 'HTTP/1.1 404 Not Found\r\ncontent-length: 5\r\nconnection: close\r\n\r\nnone\n';

interface Count {
  port: number;
  open: number;
  most: number;
  all: number;
}

const counts: Count[] = [];
let open = 0;
let most = 0;

async function serve(index: number): Promise<void> {
  const met = new Set<string>();
  const conducts = new Map<string, { conduct: Conduct; first: boolean; end: () => void }>();
  const count: Count = { port: 0, open: 0, most: 0, all: 0 };
  const tls = createTlsServer({
    ...nobodys,
    // Tickets cost more than they bring here.
    sessionTimeout: 1,
    SNICallback: (name, done) => {
      if (name === nobody) done(null, defaults);
      else done(null, conductOf(seed, index, name) === 'stranger' ? strangers : leafs);
    },
  });
  tls.on('tlsClientError', () => {});
  tls.on('secureConnection', (socket: TLSSocket) => {
    socket.on('error', () => {});
    const known = conducts.get(`${socket.remotePort}`);
    if (!known) return void socket.destroy();
    socket.once('end', known.end);
    socket.once('data', () => answer(socket, known.conduct, known.first));
  });
  const server = createServer(async (socket) => {
    const end = counted(socket, count);
    socket.on('error', () => {});
    const hello = await peekClientHello(socket);
    if (hello === null) return finish(socket);
    const name = hello.servername ?? nobody;
    const conduct = name === nobody ? 'good' : conductOf(seed, index, name);
    const first = !met.has(name);
    met.add(name);
    if (conduct === 'mute') return void socket.resume();
    if (conduct === 'reset' || (conduct === 'reset-once' && first)) return void socket.resetAndDestroy();
    const key = `${socket.remotePort}`;
    conducts.set(key, { conduct, first, end });
    socket.once('close', () => conducts.delete(key));
    tls.emit('connection', socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 1024, resolve));
  const address = server.address();
  if (address && typeof address === 'object') count.port = address.port;
  counts.push(count);
}

function counted(socket: Socket, count: Count): () => void {
  count.all += 1;
  count.open += 1;
  open += 1;
  count.most = Math.max(count.most, count.open);
  most = Math.max(most, open);
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    count.open -= 1;
    open -= 1;
  };
  // Its end was seen, or it broke.
  socket.once('end', end).once('close', end);
  return end;
}

function answer(socket: TLSSocket, conduct: Conduct, first: boolean): void {
  if (conduct === 'silent') return;
  if (conduct === 'drip') drip(socket);
  else if (conduct === 'busy-once' && first) socket.end(busy);
  else if (conduct === 'closed-once' && first) socket.end();
  else socket.end((socket.servername || nobody) === nobody ? unknown : page);
}

function drip(socket: TLSSocket): void {
  let sent = 0;
  const timer = setInterval(() => {
    sent += 1;
    socket.write(page.slice(sent - 1, sent));
  }, 1000);
  socket.once('close', () => clearInterval(timer));
}

for (let index = 0; index < servers; index++) await serve(index);
process.on('message', () => {
  process.send?.({ ports: counts.map(({ port, most, all }) => ({ port, most, all })), most });
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit(0));
process.send?.({ ports: counts.map(({ port }) => port) });
