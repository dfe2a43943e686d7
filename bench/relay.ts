import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A relay that listens, and how to end it. */
export interface Relay {
  port: number;
  close(): void;
}

/**
 * Stands before a port as if it were far away: connecting takes a round trip, and whatever is sent arrives `delay`
 * later. Ends (FIN) and resets (RST) travel as such, in their place behind the bytes. What the system answers by itself
 * cannot be delayed: the client is connected at once, and the round trip is added before its first byte instead.
 * @param address where the relay listens and the port is
 * @param port where connections are passed on to
 * @param delay one way, in ms
 * @returns the relay, on any free port
 */
export async function startRelay(address: string, port: number, delay: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const connected = performance.now() + 2 * delay;
    const there = line(delay, connected);
    const back = line(delay, 0);
    keep(sockets, client);
    setTimeout(() => {
      const backend = keep(sockets, connect({ host: address, port, noDelay: true, allowHalfOpen: true }));
      pass(client, backend, there);
      pass(backend, client, back);
    }, delay);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, address, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

type Later = (run: () => void) => void;

/** Runs things in the order in which they came, each `delay` after it came, and none as if it came before `opens`. */
function line(delay: number, opens: number): Later {
  const waiting: { at: number; run: () => void }[] = [];
  const next = (): void => {
    const [first] = waiting;
    if (!first) return;
    // Rounded up: a timer must not make the way shorter than it is.
    setTimeout(run, Math.max(0, Math.ceil(first.at - performance.now())));
  };
  const run = (): void => {
    const now = performance.now();
    while (waiting[0] && waiting[0].at <= now) waiting.shift()?.run();
    next();
  };
  return (run) => {
    waiting.push({ at: Math.max(performance.now(), opens) + delay, run });
    if (waiting.length === 1) next();
  };
}

function pass(from: Socket, to: Socket, later: Later): void {
  from.on('data', (chunk: Buffer) => later(() => to.writable && to.write(chunk)));
  from.on('end', () => later(() => to.writable && to.end()));
  from.on('error', () => later(() => reset(to)));
}

function reset(socket: Socket): void {
  // After an end Node can no longer reset.
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

function keep(sockets: Set<Socket>, socket: Socket): Socket {
  sockets.add(socket);
  socket.on('error', () => {});
  socket.once('close', () => sockets.delete(socket));
  return socket;
}
