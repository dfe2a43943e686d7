import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** Something that listens on a port of 127.0.0.1. */
export interface Listener {
  port: number;
  close(): void;
}

/**
 * Listens, and does with each connection what a test wants.
 * @param act what it does
 * @param address default: 127.0.0.1
 * @param port default: any free one
 * @returns the listener
 */
export async function listen(act: (socket: Socket) => void, address = '127.0.0.1', port = 0): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    act(socket);
  }).listen(port, address);
  await once(server, 'listening');
  const at = server.address();
  return {
    port: typeof at === 'object' ? (at?.port ?? 0) : 0,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Answers a request with a status. */
export function answering(status: () => number): (socket: Socket) => void {
  return (socket) => void socket.once('data', () => socket.end(`HTTP/1.0 ${status()} Some Words\r\n\r\n`));
}

/**
 * A name server that knows one address for every name, until it forgets.
 * @returns its port, and how to make it forget
 */
export async function nameServer(): Promise<Listener & { forget(): void }> {
  let gone = false;
  const socket = createSocket('udp4');
  socket.on('message', (question, { port, address }) => {
    const end = question.indexOf(0, 12) + 5;
    const known = !gone && question[end - 3] === 1;
    const record = [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 127, 0, 0, 1];
    const answer = Buffer.concat([question.subarray(0, end), Buffer.from(known ? record : [])]);
    answer[2] = 0x81;
    answer[3] = gone ? 0x83 : 0x80;
    answer[7] = known ? 1 : 0;
    answer[11] = 0;
    socket.send(answer, port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    close: () => socket.close(),
    forget: () => {
      gone = true;
    },
  };
}
